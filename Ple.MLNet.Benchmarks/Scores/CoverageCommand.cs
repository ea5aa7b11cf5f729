using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Fairness;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Benchmarks.Scores;

/// <summary>
/// How often the intervals of a fairness report cover the truth, in simulated repetitions: the frequencies with an oracle that is right nine times of ten, and the fairness ratios by
/// KID and by FID at the same numbers of rows (their truth is the ratio of the mean distances over all repetitions).
/// </summary>
internal static class CoverageCommand
{
    private const int Dimensions = 8, Real = 1500, Generated = 1500;
    private const double Minority = 0.2, Accuracy = 0.9;

    private sealed record Row(float[] Features, string Label, string PredictedLabel);

    public static int Run(int repetitions)
    {
        FairnessReport[] ratios = new FairnessReport[repetitions], frequencies = new FairnessReport[repetitions];
        for (int run = 0; run < repetitions; run++)
        {
            ratios[run] = Report(run, shift: 0.5, accuracy: 1, resamples: 200);
            frequencies[run] = Report(run, shift: 0, Accuracy, resamples: 0);
            _ = (ratios[run].FairnessRatioInterval, ratios[run].FairnessRatioByKidInterval);
        }
        Console.WriteLine($"{repetitions} repetitions, {Real} real and {Generated} generated rows, {Minority:p0} of the minority, {Dimensions} features; coverage of 95 % intervals");
        foreach ((string name, double share) in new[] { ("majority", 1 - Minority), ("minority", Minority) })
            Print($"frequency of the {name}, oracle right {Accuracy:p0}", frequencies.Select(r => r[name].CorrectedFrequencyInterval), share);
        Print("R_Fair by KID", ratios.Select(r => r.FairnessRatioByKidInterval), Mean(ratios, "minority", c => c.Scores!.Kid) / Mean(ratios, "majority", c => c.Scores!.Kid));
        Print("R_Fair by FID", ratios.Select(r => r.FairnessRatioInterval), Mean(ratios, "minority", c => c.Fid) / Mean(ratios, "majority", c => c.Fid));
        Console.WriteLine($"without a generator's fault {frequencies.Count(r => r.FairnessRatioByKid is null)} of {repetitions} reports have no R_Fair by KID: \"{frequencies[0].FairnessRatioByKidReason}\"");
        return 0;
    }

    private static double Mean(FairnessReport[] reports, string name, Func<ClassFairness, double?> value) => reports.Average(r => value(r[name])!.Value);

    private static void Print(string name, IEnumerable<ConfidenceInterval?> intervals, double truth)
    {
        ConfidenceInterval[] known = [.. intervals.OfType<ConfidenceInterval>()];
        double covered = known.Count(i => i.Lower <= truth && truth <= i.Upper) / (double)known.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48} truth {truth,8:g4}  covered {covered:p1} of {known.Length}, ± {2 * Math.Sqrt(covered * (1 - covered) / known.Length):p1}"));
    }

    private static FairnessReport Report(int seed, double shift, double accuracy, int resamples)
    {
        var ml = new MLContext(seed);
        var random = new Random(seed);
        IDataView Table(int rows, double by)
        {
            var schema = SchemaDefinition.Create(typeof(Row));
            schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Dimensions);
            return ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ =>
            {
                bool isMinority = random.NextDouble() < Minority, isRight = random.NextDouble() < accuracy;
                float[] features = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, by * (isMinority ? 1.5 : 1), 1))];
                return new Row(features, Name(isMinority), Name(isMinority == isRight));
            }).ToArray(), schema);
        }

        return ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { Resamples = resamples, Seed = seed }).Fit(Table(Real, 0)).Score(Table(Generated, shift));
    }

    private static string Name(bool isMinority) => isMinority ? "minority" : "majority";
}
