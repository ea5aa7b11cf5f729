using System.Globalization;
using Ple.MLNet.Estimation;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>distributions.csv: a line for each panel, estimator and generation.</summary>
internal static class DistributionsCsv
{
    public const string Header = "family,parameter,estimator,generation,mean,standard_error,median,degenerate_share";

    public static void Write(string path, IEnumerable<PanelResult> results) => AtomicFile.WriteLines(path, Lines(results).Prepend(Header));

    private static IEnumerable<string> Lines(IEnumerable<PanelResult> results) =>
        from result in results
        from curve in result.Curves
        from point in curve.Value.Index()
        select string.Join(',', result.Panel.Family.Name, result.Panel.ParameterName, curve.Key, point.Index, Numbers(point.Item));

    private static string Numbers(GenerationSummary summary) => string.Create(
        CultureInfo.InvariantCulture, $"{summary.Mean:g8},{summary.StandardError:g8},{summary.Median:g8},{summary.DegenerateShare:g8}");
}
