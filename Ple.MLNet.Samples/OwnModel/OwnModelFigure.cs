using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>The real points and those of each method, side by side.</summary>
internal static class OwnModelFigure
{
    private const int PanelSize = 420, Columns = 3, ShownPoints = 1000;

    /// <param name="path">Without an extension.</param>
    /// <param name="real">Held-out points.</param>
    /// <param name="results">Of one seed.</param>
    public static void Save(string path, float[][] real, IEnumerable<OwnModelResult> results)
    {
        (string Title, float[][] Points, Color Color)[] panels =
        [
            ("real, held out", real, Color.FromHex("#777777")),
            .. results.Select(r => (r.Method.Label, r.Rows, Color.FromHex(r.Method.Model is RectifiedFlowOptions ? "#0072B2" : "#D55E00"))),
        ];
        var multiplot = new Multiplot();
        int rows = (panels.Length + Columns - 1) / Columns;
        var grid = new CustomGrid();
        multiplot.Layout = grid;
        foreach ((int i, (string title, float[][] points, Color color)) in panels.Index())
        {
            Plot plot = Panel(title, points, color);
            multiplot.Subplots.Add(plot);
            grid.Set(plot, new GridCell(i / Columns, i % Columns, rows, Columns));
        }
        FigureFiles.Save(path, Columns * PanelSize, rows * PanelSize, multiplot.Render);
    }

    private static Plot Panel(string title, float[][] points, Color color)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Title(title, size: 15);
        float[][] shown = [.. points.Take(ShownPoints)];
        var markers = plot.Add.ScatterPoints(shown.Select(p => (double)p[0]).ToArray(), shown.Select(p => (double)p[1]).ToArray(), color.WithAlpha(0.6));
        markers.MarkerSize = 4;
        plot.Axes.SetLimits(-1.75, 2.75, -1.75, 2.25);
        return plot;
    }
}
