using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>All panels in one picture, the legend in the last place of the grid.</summary>
internal sealed class DistributionsFigure
{
    private const int Width = 1800, Height = 1000, Columns = 4, RowsOfPanel = 4, GridRows = 2 * RowsOfPanel;

    private readonly Multiplot _multiplot = new();
    private readonly CustomGrid _grid = new();

    public DistributionsFigure(IReadOnlyList<PanelResult> results, int initialisations)
    {
        _multiplot.Layout = _grid;
        for (int i = 0; i < results.Count; i++)
        {
            Place(PanelPlot.Curves(results[i]), i, firstRow: 0, rows: RowsOfPanel - 1);
            Place(PanelPlot.DegenerateShare(results[i]), i, firstRow: RowsOfPanel - 1, rows: 1);
        }
        Place(Legend(initialisations), results.Count, firstRow: 0, rows: RowsOfPanel);
    }

    /// <summary>Writes the picture as PNG and SVG.</summary>
    /// <param name="path">Without an extension.</param>
    public void Save(string path) => FigureFiles.Save(path, Width, Height, _multiplot.Render);

    private void Place(Plot plot, int panel, int firstRow, int rows)
    {
        _multiplot.Subplots.Add(plot);
        _grid.Set(plot, new GridCell(panel / Columns * RowsOfPanel + firstRow, panel % Columns, GridRows, Columns, rows, 1));
    }

    private static Plot Legend(int initialisations)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.HideGrid();
        plot.Axes.Frameless();
        foreach (CurveStyle style in CurveStyle.All)
            plot.Legend.ManualItems.Add(Line(style.Label, style.Color, style.Pattern));
        plot.Legend.ManualItems.Add(Line("mean over runs", Colors.Black, LinePattern.Solid));
        plot.Legend.ManualItems.Add(Line("median run", Colors.Black, LinePattern.Dotted));
        plot.Legend.ManualItems.Add(new() { LabelText = "mean ± 1 standard error", FillColor = Colors.Black.WithAlpha(0.4) });
        plot.Legend.ManualItems.Add(new() { LabelText = "10 % to 90 % of runs", FillColor = Colors.Black.WithAlpha(0.13) });
        plot.Legend.ManualItems.Add(new() { LabelText = "truth (thin line)", LineColor = Colors.Black, LineWidth = 1 });
        plot.Legend.FontSize = 15;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Alignment.UpperLeft);
        string note = $"""
            {initialisations} self-consuming runs: each generation is
            estimated from n draws of the generation before.
            MLE drifts away from the truth. PLE keeps the
            mean, not the single run: medians sink and more
            and more runs degenerate (below a tenth of the
            truth, or absorbed; a rate or shape that explodes
            is not counted).
            """;
        var text = plot.Add.Annotation(note, Alignment.LowerLeft);
        text.LabelFontSize = 15;
        text.LabelBackgroundColor = text.LabelBorderColor = text.LabelShadowColor = Colors.Transparent;
        return plot;
    }

    private static LegendItem Line(string label, Color color, LinePattern pattern) =>
        new() { LabelText = label, LineColor = color, LineWidth = 2.5f, LinePattern = pattern };
}
