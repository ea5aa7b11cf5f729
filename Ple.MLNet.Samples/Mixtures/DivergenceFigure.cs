using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Every method's divergence from the truth over the sample size, pooled over responsibilities.</summary>
internal static class DivergenceFigure
{
    private const int Width = 1100, Height = 700;

    /// <summary>Methods stand side by side, so that their error bars can be told apart.</summary>
    private const double Shift = 0.006;

    private static readonly Color[] _penalties = [.. new[] { "#9ecae1", "#4292c6", "#08519c", "#08306b" }.Select(Color.FromHex)];

    public static void Save(MixtureResults results, string path)
    {
        Plot plot = Create(results);
        FigureFiles.Save(path, Width, Height, plot.Render);
    }

    private static Plot Create(MixtureResults results)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        int hypernetworks = 0;
        MixtureMethod[] methods = [.. results.Methods];
        for (int i = 0; i < methods.Length; i++)
        {
            (Color color, LinePattern pattern) = methods[i].Name switch
            {
                MixtureMethod.HypernetworkName => (_penalties[hypernetworks++ % _penalties.Length], LinePattern.Solid),
                "direct" => (Color.FromHex("#d95f02"), LinePattern.Solid),
                "em" => (Colors.Black, LinePattern.Solid),
                _ => (Colors.Gray, LinePattern.Solid),
            };
            AddCurve(plot, results, methods[i], Shift * (i - (methods.Length - 1) / 2.0), color, pattern);
        }
        plot.Title("Divergence of fitted mixtures from the truth, mean over responsibilities and data sets ± standard error", size: 16);
        SetAxes(plot, results.Grid.RowCounts);
        plot.Legend.FontSize = 14;
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static void AddCurve(Plot plot, MixtureResults results, MixtureMethod method, double shift, Color color, LinePattern pattern)
    {
        MeanAndError[] points = [.. results.Grid.RowCounts.Select(n => results.PooledDivergence(method, n))];
        double[] x = [.. results.Grid.RowCounts.Select(n => Math.Log10(n) + shift)];
        double[] y = [.. points.Select(p => Math.Log10(p.Mean))];
        var line = plot.Add.Scatter(x, y, color);
        (line.LineWidth, line.MarkerSize, line.LinePattern, line.LegendText) = (2, 7, pattern, method.Label);
        double[] below = [.. points.Select(p => Math.Log10(p.Mean / Math.Max(p.Mean - p.Error, p.Mean / 10)))];
        double[] above = [.. points.Select(p => Math.Log10(1 + p.Error / p.Mean))];
        var bars = new ScottPlot.Plottables.ErrorBar(x, y, null, null, below, above) { Color = color, LineWidth = 1.5f };
        plot.PlottableList.Add(bars);
    }

    private static void SetAxes(Plot plot, IReadOnlyList<int> rowCounts)
    {
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. rowCounts.Select(n => Math.Log10(n))], [.. rowCounts.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinorTickGenerator = new LogMinorTickGenerator(),
            LabelFormatter = exponent => Math.Pow(10, exponent).ToString("0.####", CultureInfo.InvariantCulture),
        };
        plot.Axes.Bottom.Label.Text = "rows n of a data set (log scale)";
        plot.Axes.Left.Label.Text = "KL divergence, nats (log scale)";
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickLabelStyle.FontSize = axis.Label.FontSize = 14;
            axis.Label.Bold = false;
        }
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.07);
    }
}
