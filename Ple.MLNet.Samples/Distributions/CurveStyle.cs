using ScottPlot;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>How an estimator is drawn. Colours are told apart by colour-blind readers as well (Okabe and Ito).</summary>
internal sealed record CurveStyle(string Estimator, string Label, Color Color, bool IsFull, LinePattern Pattern)
{
    public static IReadOnlyList<CurveStyle> All { get; } =
    [
        new("mle", "MLE", Color.FromHex("#D55E00"), IsFull: true, LinePattern.Solid),
        new("ple-data-driven", "PLE, data-driven (m = 100)", Color.FromHex("#0072B2"), IsFull: true, LinePattern.Solid),
        new("ple-closed-form", "PLE, closed form (mean only)", Color.FromHex("#009E73"), IsFull: false, LinePattern.DenselyDashed),
        new("ple-eq5", $"Eq. 5 as printed, λ = {Panel.Equation5Weight} (mean only)", Color.FromHex("#777777"), IsFull: false, LinePattern.DenselyDashed),
    ];
}
