using System.Globalization;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Writes results as CSV, one line a method and seed. "NaN" is a number that could not be had.</summary>
internal static class FairnessCsv
{
    public const string Header =
        "method,seed,imbalance_ratio,fid_majority,fid_minority,fairness_ratio,minority_frequency,real_minority_frequency,elbo,seconds";

    public static void Write(string path, IEnumerable<FairnessResult> results) => AtomicFile.WriteLines(path, [Header, .. results.Select(Line)]);

    private static string Line(FairnessResult result)
    {
        FairnessScores scores = result.Scores;
        double[] numbers =
        [
            result.ImbalanceRatio, scores.FidMajority, scores.FidMinority, scores.FairnessRatio, scores.MinorityFrequency,
            result.RealMinorityFrequency, result.Elbo, result.Seconds,
        ];
        return string.Join(',', [result.Method, .. numbers.Select(Number).Prepend(result.Seed.ToString(CultureInfo.InvariantCulture))]);
    }

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
