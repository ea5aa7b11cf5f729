using System.Globalization;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Writes results as CSV: a line a method and seed, and beside it a line for each oracle. "NaN" is a number that there is not.</summary>
internal static class FairnessCsv
{
    /// <summary>New columns come at the end: files of older runs stay comparable.</summary>
    public const string Header =
        "method,seed,imbalance_ratio,fid_majority,fid_minority,fairness_ratio,minority_frequency,real_minority_frequency,elbo,seconds," +
        "nelbo_training_mix,nelbo_majority,nelbo_minority,learning_rate,correction_weight,model,majority,minority";

    public const string OraclesHeader = "seed,method,oracle,accuracy,fid_majority,fid_minority,fairness_ratio,minority_frequency,neither_class,model,majority,minority";

    public static void Write(string path, IEnumerable<FairnessResult> results) => AtomicFile.WriteLines(path, [Header, .. results.Select(Line)]);

    public static void WriteOracles(string path, IEnumerable<FairnessResult> results) =>
        AtomicFile.WriteLines(path, [OraclesHeader, .. results.SelectMany(result => result.Verdicts, Line)]);

    private static string Line(FairnessResult result)
    {
        FairnessScores scores = result.Scores;
        return Line([result.Method, Number(result.Seed)],
            [
                result.ImbalanceRatio, scores.FidMajority, scores.FidMinority, scores.FairnessRatio, scores.MinorityFrequency,
                result.RealMinorityFrequency, result.ElboOfHeldOut, result.Seconds,
                -result.ElboAtTrainingMix, -result.Bounds.Majority, -result.Bounds.Minority, result.LearningRate, result.CorrectionWeight,
            ], result);
    }

    private static string Line(FairnessResult result, OracleVerdict verdict)
    {
        FairnessScores scores = verdict.Scores;
        return Line([Number(result.Seed), result.Method, Number(verdict.Oracle)],
            [verdict.Accuracy, scores.FidMajority, scores.FidMinority, scores.FairnessRatio, scores.MinorityFrequency, scores.NeitherClass], result);
    }

    private static string Line(IEnumerable<string> keys, IEnumerable<double> numbers, FairnessResult result) =>
        string.Join(',', [.. keys, .. numbers.Select(Number), result.Model, Number(result.Pair.Majority), Number(result.Pair.Minority)]);

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
