using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>Squared error of the mean and trace over the generations, a row of panels for each world, a column for each number and kind; theory is dashed.</summary>
internal static class CollapseFigure
{
    public const string MeanName = "collapse-mean", TraceName = "collapse-trace";
    private const int PanelWidth = 430, PanelHeight = 260;
    private const double Smallest = 1e-6;

    public static void Save(string folder, IReadOnlyList<CollapseCurve> curves)
    {
        Save(Path.Combine(folder, MeanName), curves, "log10 squared error of the mean", c => c.SquaredError, CollapseTheory.SquaredErrorOfMean);
        Save(Path.Combine(folder, TraceName), curves, "log10 trace / truth", c => c.TraceRatio, CollapseTheory.TraceRatio);
    }

    private static void Save(string path, IReadOnlyList<CollapseCurve> curves, string label, Func<CollapseCurve, IReadOnlyList<CollapsePoint>> points, Func<CollapseWorld, string, string, int, double?> theory)
    {
        CollapseWorld[] worlds = [.. curves.Select(c => c.World).Distinct()];
        string[] kinds = [.. curves.Select(c => c.Kind).Distinct()], methods = [.. CollapseWorld.All.SelectMany(w => w.Methods).Select(m => m.Name).Distinct()];
        var multiplot = new Multiplot();
        var grid = new CustomGrid();
        multiplot.Layout = grid;
        foreach ((int row, CollapseWorld world) in worlds.Index())
        {
            foreach ((int column, string kind) in kinds.Index())
            {
                Plot plot = Panel($"{world.Name}: {kind}", label, [.. curves.Where(c => c.World == world && c.Kind == kind)], methods, points, theory, hasLegend: row == 0 && column == 0);
                multiplot.Subplots.Add(plot);
                grid.Set(plot, new GridCell(row, column, worlds.Length, kinds.Length, 1, 1));
            }
        }
        FigureFiles.Save(path, PanelWidth * kinds.Length, PanelHeight * worlds.Length, multiplot.Render);
    }

    private static Plot Panel(string title, string label, IReadOnlyList<CollapseCurve> curves, string[] methods, Func<CollapseCurve, IReadOnlyList<CollapsePoint>> points,
        Func<CollapseWorld, string, string, int, double?> theory, bool hasLegend)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Title(title, size: 13);
        foreach (CollapseCurve curve in curves)
        {
            IReadOnlyList<CollapsePoint> line = points(curve);
            double[] across = [.. Enumerable.Range(0, line.Count).Select(g => (double)g)];
            Color color = plot.Add.Palette.GetColor(Array.IndexOf(methods, curve.Method));
            var band = plot.Add.FillY(across, [.. line.Select(p => Log(p.LowerDecile))], [.. line.Select(p => Log(p.UpperDecile))]);
            (band.FillColor, band.LineWidth, band.MarkerSize) = (color.WithAlpha(0.15), 0, 0);
            var mean = plot.Add.Scatter(across, [.. line.Select(p => Log(p.Mean.Mean))], color);
            (mean.LineWidth, mean.MarkerSize, mean.LegendText) = (2.2f, 0, curve.Method);
            var median = plot.Add.Scatter(across, [.. line.Select(p => Log(p.Median))], color);
            (median.LineWidth, median.MarkerSize, median.LinePattern) = (1.4f, 0, LinePattern.Dotted);
            if (theory(curve.World, curve.Method, curve.Kind, 0) is not null)
            {
                var known = plot.Add.Scatter(across, [.. across.Select(g => Log(theory(curve.World, curve.Method, curve.Kind, (int)g)!.Value))], Colors.Black);
                (known.LineWidth, known.MarkerSize, known.LinePattern) = (1, 0, LinePattern.Dashed);
            }
        }
        plot.Axes.Left.Label.Text = label;
        plot.Axes.Bottom.Label.Text = "generation";
        plot.Axes.Left.Label.FontSize = plot.Axes.Bottom.Label.FontSize = 11;
        plot.Axes.Left.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.MinimumSize = 60;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.07);
        if (hasLegend)
            plot.ShowLegend(Alignment.LowerRight);
        else
            plot.HideLegend();
        return plot;
    }

    private static double Log(double value) => Math.Log10(Math.Max(value, Smallest));
}
