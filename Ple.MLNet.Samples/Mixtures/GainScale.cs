using ScottPlot;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>
/// Colours of gains in nats, from vermilion (further from the truth than EM) over white to blue (closer). Gains go from a thousandth at a
/// thousand rows to one at ten, so the scale is logarithmic on both sides of 0, and linear within a thousandth of it.
/// </summary>
internal static class GainScale
{
    private const double Linear = 1e-3, Largest = 1;

    private static readonly Color _loss = Color.FromHex("#c1440e"), _gain = Color.FromHex("#1f5fa8");

    /// <summary>Labelled places of the scale.</summary>
    public static IReadOnlyList<double> Ticks { get; } = [-1, -0.1, -0.01, -0.001, 0, 0.001, 0.01, 0.1, 1];

    /// <summary>From -1 to 1; larger gains and losses are at the ends.</summary>
    public static double Position(double gain) =>
        Math.Clamp(Math.Sign(gain) * Math.Log10(1 + Math.Abs(gain) / Linear) / Math.Log10(1 + Largest / Linear), -1, 1);

    public static Color ColorAt(double position) =>
        double.IsNaN(position) ? Colors.LightGray : Colors.White.MixedWith(position < 0 ? _loss : _gain, Math.Abs(position));
}
