using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;

namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary>Loss and penalty over the epochs, a panel for each network.</summary>
internal static class PenaltyFigure
{
    private const int Width = 1900, Height = 760;

    /// <param name="path">Without an extension.</param>
    public static void Save(string path, IReadOnlyList<PenaltyCurve> curves)
    {
        string[] networks = [.. curves.Select(c => c.Network).Distinct()];
        PenaltyCurve[] Of(string network) => [.. curves.Where(c => c.Network == network)];
        Plot[][] rows =
        [
            [.. networks.Select(n => Panel(Of(n), $"{n}: penalty (log scale)", c => Math.Log10(c.TrainingPenalty), c => Math.Log10(c.ValidationPenalty), isLogarithmic: true))],
            [.. networks.Select(n => Panel(Of(n), $"{n}: loss, nats a point", c => c.TrainingLoss, c => c.ValidationLoss, isLogarithmic: false))],
        ];
        var multiplot = new Multiplot();
        var grid = new CustomGrid();
        multiplot.Layout = grid;
        foreach ((int row, Plot[] plots) in rows.Index())
        {
            double low = plots.Min(p => p.Axes.GetLimits().Bottom), high = plots.Max(p => p.Axes.GetLimits().Top);
            foreach ((int column, Plot plot) in plots.Index())
            {
                plot.Axes.SetLimitsY(low, high);
                multiplot.Subplots.Add(plot);
                grid.Set(plot, new GridCell(row, column, rows.Length, plots.Length, 1, 1));
            }
        }
        FigureFiles.Save(path, Width, Height, multiplot.Render);
    }

    private static Plot Panel(IReadOnlyList<PenaltyCurve> curves, string title, Func<PenaltyCurve, double> training, Func<PenaltyCurve, double> validation, bool isLogarithmic)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Title(title, size: 15);
        foreach ((string name, Func<PenaltyCurve, double> value, Color color) in ((string, Func<PenaltyCurve, double>, Color)[])[("training", training, Colors.C0), ("validation", validation, Colors.C1)])
        {
            (double Epoch, MeanAndError Value)[] points = [.. curves.GroupBy(c => c.Epoch).OrderBy(g => g.Key).Select(g => ((double)g.Key, MeanAndError.Of(g.Select(value))))];
            double[] across = [.. points.Select(p => p.Epoch)];
            if (points.All(p => double.IsFinite(p.Value.Error)))
            {
                var band = plot.Add.FillY(across, [.. points.Select(p => p.Value.Mean - p.Value.Error)], [.. points.Select(p => p.Value.Mean + p.Value.Error)]);
                (band.FillColor, band.LineWidth, band.MarkerSize) = (color.WithAlpha(0.2), 0, 0);
            }
            var line = plot.Add.ScatterLine(across, [.. points.Select(p => p.Value.Mean)], color);
            (line.LineWidth, line.LegendText) = (2, name);
        }
        if (isLogarithmic)
            plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = exponent => Math.Pow(10, exponent).ToString("0.####") };
        plot.Axes.Bottom.Label.Text = "epoch";
        plot.Axes.Bottom.Label.Bold = false;
        plot.ShowLegend(isLogarithmic ? Alignment.LowerRight : Alignment.UpperRight);
        plot.Axes.AutoScale();
        return plot;
    }
}
