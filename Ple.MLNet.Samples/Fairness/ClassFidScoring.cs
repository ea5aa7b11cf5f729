using Ple.MLNet.Fairness;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Scores by the library's ClassImbalanceFairness.</summary>
internal static class ClassFidScoring
{
    /// <param name="rowsPerClass">FID is biased at few rows: both classes get as many.</param>
    public static FairnessScoring With(int rowsPerClass) => (mlContext, real, generated, majority, minority) =>
    {
        FairnessReport report = mlContext.Ple
            .ClassImbalanceFairness(new() { MajorityClass = majority, MinorityClass = minority, RowsPerClass = rowsPerClass, Resamples = 0 })
            .Fit(real)
            .Score(generated);
        return new(
            report[majority].Fid ?? double.NaN,
            report[minority].Fid ?? double.NaN,
            report.FairnessRatio ?? double.NaN,
            report[minority].GeneratedFrequency);
    };
}
