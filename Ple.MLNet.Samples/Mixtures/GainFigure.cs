using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Heat maps of several methods side by side, with one colour bar.</summary>
internal sealed class GainFigure
{
    private const int PanelWidth = 560, PanelHeight = 520, UnitsOfPanel = 4;

    private readonly Multiplot _multiplot = new();
    private readonly int _width, _height;

    /// <param name="results">What was measured.</param>
    /// <param name="methods">A panel for each.</param>
    /// <param name="columns">Panels in a row.</param>
    public GainFigure(MixtureResults results, IReadOnlyList<MixtureMethod> methods, int columns)
    {
        int rows = (methods.Count + columns - 1) / columns, units = UnitsOfPanel * columns + 1;
        (_width, _height) = (PanelWidth * units / UnitsOfPanel, PanelHeight * rows);
        var grid = new CustomGrid();
        _multiplot.Layout = grid;
        for (int i = 0; i < methods.Count; i++)
            Place(GainMap.Of(results, methods[i]), new GridCell(i / columns, i % columns * UnitsOfPanel, rows, units, 1, UnitsOfPanel));
        Place(GainMap.ColorBar(), new GridCell(0, units - 1, rows, units, rows, 1));

        void Place(Plot plot, GridCell cell)
        {
            _multiplot.Subplots.Add(plot);
            grid.Set(plot, cell);
        }
    }

    /// <summary>Writes the picture as PNG and SVG.</summary>
    /// <param name="path">Without an extension.</param>
    public void Save(string path) => FigureFiles.Save(path, _width, _height, _multiplot.Render);
}
