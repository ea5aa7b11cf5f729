using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Compares generated rows, divided by class, with the classes of the real rows.</summary>
internal static class FairnessComparison
{
    public static FairnessReport Compare(FairnessState real, Dictionary<string, RowSample> generated)
    {
        long realRows = real.Classes.Sum(c => c.Rows), generatedRows = generated.Values.Sum(rows => rows.Count);
        var unknown = generated.Keys.Except(real.Classes.Select(c => c.Name)).Order(StringComparer.Ordinal);
        ClassFairness[] classes =
        [
            .. real.Classes.Select(c => Describe(c.Name, c.Rows, Fid(c, generated.GetValueOrDefault(c.Name)))),
            .. unknown.Select(name => Describe(name, rows: 0, fid: null)),
        ];
        var report = new FairnessReport(classes, real.Majority, real.Minority, interval: null);
        return report.FairnessRatio is double ratio && real.Options.Resamples > 0
            ? new(classes, real.Majority, real.Minority, Interval(ratio, real, generated))
            : report;

        ClassFairness Describe(string name, long rows, double? fid)
        {
            long ofClass = generated.TryGetValue(name, out RowSample? found) ? found.Count : 0;
            return new()
            {
                Name = name,
                RealRows = rows,
                GeneratedRows = ofClass,
                RealFrequency = (double)rows / realRows,
                GeneratedFrequency = (double)ofClass / generatedRows,
                Fid = fid,
            };
        }
    }

    private static double? Fid(RealClass real, RowSample? generated)
        => real.Moments.Count < 2 || generated is null || generated.Rows.Count < 2
            ? null
            : FrechetDistance.Between(real.Moments, Moments.Of(generated.Flatten(), real.Moments.Dimensions)).Distance;

    private static ConfidenceInterval? Interval(double ratio, FairnessState real, Dictionary<string, RowSample> generated)
    {
        double[] Resampled(string name, int seed)
            => FrechetBootstrap.Distances(real.Classes.Single(c => c.Name == name).Moments, generated[name], real.Options.Resamples, seed);

        return FairnessInterval.Around(
            ratio,
            Resampled(real.Majority, Seeds.Derive(real.Seed, SeedPurpose.MajorityResamples)),
            Resampled(real.Minority, Seeds.Derive(real.Seed, SeedPurpose.MinorityResamples)),
            real.Options.ConfidenceLevel);
    }
}
