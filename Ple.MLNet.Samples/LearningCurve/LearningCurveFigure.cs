using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using ScottPlot;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary>FID over the steps of training: a line for each method, with a band of one standard error.</summary>
internal static class LearningCurveFigure
{
    public const string Name = "learning-curve";
    private const int Width = 760, Height = 460;

    /// <param name="path">Without an extension.</param>
    /// <param name="model">For the title.</param>
    public static void Save(string path, string model, IReadOnlyList<LearningPoint> points)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Title($"{model}: images over training", size: 16);
        foreach ((int index, string method) in points.Select(p => p.Method).Distinct().Index())
        {
            (int Steps, MeanAndError Fid)[] curve = [.. points.Where(p => p.Method == method).GroupBy(p => p.Steps).OrderBy(g => g.Key).Select(g => (g.Key, MeanAndError.Of(g.Select(p => p.Fid))))];
            double[] across = [.. curve.Select(p => (double)p.Steps)];
            Color color = plot.Add.Palette.GetColor(index);
            if (curve.All(p => double.IsFinite(p.Fid.Error)))
            {
                var band = plot.Add.FillY(across, [.. curve.Select(p => p.Fid.Mean - p.Fid.Error)], [.. curve.Select(p => p.Fid.Mean + p.Fid.Error)]);
                (band.FillColor, band.LineWidth, band.MarkerSize) = (color.WithAlpha(0.2), 0, 0);
            }
            var line = plot.Add.Scatter(across, [.. curve.Select(p => p.Fid.Mean)], color);
            (line.LineWidth, line.MarkerSize, line.LegendText) = (2.2f, 5, method);
        }
        plot.Axes.Left.Label.Text = "FID";
        plot.Axes.Bottom.Label.Text = "steps of the generator";
        plot.Axes.Left.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.07);
        plot.ShowLegend(Alignment.UpperRight);
        FigureFiles.Save(path, Width, Height, plot.Render);
    }
}
