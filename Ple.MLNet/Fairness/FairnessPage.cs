using System.Globalization;
using Ple.MLNet.Models;
using Ple.MLNet.Reports;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Fairness reports as one self-contained page.</summary>
internal static class FairnessPage
{
    private const int Columns = 6;

    public static string Of(string title, IReadOnlyList<KeyValuePair<string, FairnessReport>> reports)
    {
        var page = new HtmlPage(title);
        foreach ((string name, FairnessReport report) in reports)
        {
            if (name.Length > 0)
                page.AddHeading(name);
            FairnessDocument.Of(report).AddTo(page, () => AddPictures(page, report));
        }
        return page.ToString();
    }

    private static void AddPictures(HtmlPage page, FairnessReport report)
    {
        page.AddBars("frequency of each class, with intervals", ["real", report.IsCorrected ? "generated, corrected for the oracle" : "generated"],
            [.. report.Classes.Select(c => (c.Name, (IReadOnlyList<Bar?>)[WithInterval(c.RealFrequency, c.RealFrequencyInterval), WithInterval(c.CorrectedFrequency, c.CorrectedFrequencyInterval)]))]);
        page.AddBars("FID of each class", [""], [.. report.Classes.Select(c => (c.Name, (IReadOnlyList<Bar?>)[c.Fid is { } fid ? new Bar(fid) : null]))]);
        page.AddBars("KID of each class, ± 2 standard errors", [""], [.. report.Classes.Select(c => (c.Name, (IReadOnlyList<Bar?>)[c.Scores is { Kid: { } kid } scores
            ? new Bar(kid, kid - 2 * scores.KidStandardError, kid + 2 * scores.KidStandardError) : null]))]);
        page.AddBars("coverage of the real rows of each class", [""], [.. report.Classes.Select(c => (c.Name, (IReadOnlyList<Bar?>)[c.Scores?.Coverage is { } coverage ? new Bar(coverage) : null]))]);
        foreach (ClassFairness c in report.Classes)
        {
            if (report.Images(c.Name) is not { } images)
                continue;
            foreach ((string kind, float[][] rows) in ((string, float[][])[])[("real", images.Real), ("generated", images.Generated)])
            {
                if (rows.Length > 0)
                    page.AddPicture(string.Create(CultureInfo.InvariantCulture, $"class {c.Name}: {kind} images"), Sheet(rows, images.Shape), Math.Max(Columns * images.Shape.Width, 420));
            }
        }
    }

    private static Bar? WithInterval(double value, ConfidenceInterval interval) => new(value, interval.Lower, interval.Upper);

    /// <summary>Images side by side, as a PNG file.</summary>
    private static byte[] Sheet(float[][] images, ImageShape shape)
    {
        int columns = Math.Min(Columns, images.Length), lines = (images.Length + columns - 1) / columns, width = columns * shape.Width;
        byte[] pixels = new byte[lines * shape.Height * width * shape.Channels];
        foreach ((int index, float[] image) in images.Index())
        {
            (int top, int left) = (index / columns * shape.Height, index % columns * shape.Width);
            for (int channel = 0; channel < shape.Channels; channel++)
                for (int y = 0; y < shape.Height; y++)
                    for (int x = 0; x < shape.Width; x++)
                        pixels[((top + y) * width + left + x) * shape.Channels + channel] = (byte)Math.Round(255 * Math.Clamp(image[(channel * shape.Height + y) * shape.Width + x], 0, 1));
        }
        return Png.Encode(pixels, width, shape.Channels);
    }
}
