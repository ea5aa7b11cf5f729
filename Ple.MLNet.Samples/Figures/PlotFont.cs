using SkiaSharp;

namespace Ple.MLNet.Samples.Figures;

/// <summary>A sans-serif font that this machine has: ScottPlot's own choice falls back to a serif where Arial and Open Sans are missing.</summary>
internal static class PlotFont
{
    private static readonly string[] Candidates = ["Open Sans", "Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "Noto Sans"];

    public static string Name { get; } = Candidates.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? ScottPlot.Fonts.Default;

    /// <summary>Whether the machine has any font; without one, pictures come without their text. Skia then lists a single family without name.</summary>
    public static bool IsThere { get; } = SKFontManager.Default.FontFamilies.Any(family => family.Length > 0);
}
