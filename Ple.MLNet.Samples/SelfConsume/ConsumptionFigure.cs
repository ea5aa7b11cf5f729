using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Scores over the generations: a panel for each score that there is and each kind, a line with a band of one standard error for each method.</summary>
internal static class ConsumptionFigure
{
    public const string Name = "self-consume";
    private const int PanelWidth = 520, PanelHeight = 340, MostColumns = 3;

    /// <param name="path">Without an extension.</param>
    public static void Save(string path, IReadOnlyList<ConsumptionResult> results)
    {
        string[] kinds = [.. results.Select(r => r.Kind).Distinct()], methods = [.. results.Select(r => r.Method).Distinct()];
        string[] scores = [.. ConsumptionScores.All.Where(score => results.Any(r => double.IsFinite(r[score])))];
        var multiplot = new Multiplot();
        var grid = new CustomGrid();
        multiplot.Layout = grid;
        int columns = kinds.Length > 1 ? kinds.Length : Math.Min(MostColumns, scores.Length), panels = kinds.Length * scores.Length, rows = (panels + columns - 1) / columns;
        for (int i = 0; i < panels; i++)
        {
            (string score, string kind) = (scores[i / kinds.Length], kinds[i % kinds.Length]);
            Plot plot = Panel([.. results.Where(r => r.Kind == kind)], methods, score, i < kinds.Length ? $"{results[0].Model}, {kind}" : null, hasLegend: i == 0);
            multiplot.Subplots.Add(plot);
            grid.Set(plot, new GridCell(i / columns, i % columns, rows, columns, 1, 1));
        }
        FigureFiles.Save(path, PanelWidth * columns, PanelHeight * rows, multiplot.Render);
    }

    private static Plot Panel(IReadOnlyList<ConsumptionResult> results, string[] methods, string score, string? title, bool hasLegend)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        if (title is not null)
            plot.Title(title, size: 16);
        foreach ((int index, string method) in methods.Index())
        {
            (int Generation, MeanAndError Score)[] curve = [.. results.Where(r => r.Method == method).GroupBy(r => r.Scores.Generation).OrderBy(g => g.Key)
                .Select(g => (g.Key, MeanAndError.Of(g.Select(r => r[score])))).Where(p => p.Item2.Count > 0)];
            double[] across = [.. curve.Select(p => (double)p.Generation)];
            Color color = plot.Add.Palette.GetColor(index);
            if (curve.Length > 0 && curve.All(p => double.IsFinite(p.Score.Error)))
            {
                var band = plot.Add.FillY(across, [.. curve.Select(p => p.Score.Mean - p.Score.Error)], [.. curve.Select(p => p.Score.Mean + p.Score.Error)]);
                (band.FillColor, band.LineWidth, band.MarkerSize) = (color.WithAlpha(0.2), 0, 0);
            }
            var line = plot.Add.Scatter(across, [.. curve.Select(p => p.Score.Mean)], color);
            (line.LineWidth, line.MarkerSize, line.LegendText) = (2.2f, 5, method);
        }
        plot.Axes.Left.Label.Text = score.Replace('_', ' ');
        plot.Axes.Bottom.Label.Text = "generation";
        plot.Axes.Left.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.MinimumSize = 68;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.07);
        if (hasLegend)
            plot.ShowLegend(Alignment.UpperLeft);
        else
            plot.HideLegend();
        return plot;
    }
}
