using Ple.MLNet.Estimation;
using Ple.MLNet.Samples.Figures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>One panel: the curves of a parameter, and below them a strip with the share of degenerate runs.</summary>
internal static class PanelPlot
{
    private const double SmallestShown = 1e-5;

    public static Plot Curves(PanelResult result)
    {
        Panel panel = result.Panel;
        var plot = new Plot();
        plot.Title(panel.Title, size: 16);
        foreach (CurveStyle style in CurveStyle.All.Where(s => s.IsFull))
        {
            IReadOnlyList<GenerationSummary> curve = result.Curves[style.Estimator];
            AddBand(plot, panel, curve, s => s.LowerDecile, s => s.UpperDecile, style.Color.WithAlpha(0.13));
            AddBand(plot, panel, curve, s => s.Mean - s.StandardError, s => s.Mean + s.StandardError, style.Color.WithAlpha(0.4));
        }
        plot.Add.HorizontalLine(OnAxis(panel, panel.TrueValue), width: 1, color: Colors.Black);
        foreach (CurveStyle style in CurveStyle.All)
        {
            if (!result.Curves.TryGetValue(style.Estimator, out IReadOnlyList<GenerationSummary>? curve))
                continue;
            AddLine(plot, panel, curve, s => s.Mean, style, style.Pattern, width: style.IsFull ? 2.5f : 1.8f);
            if (style.IsFull)
                AddLine(plot, panel, curve, s => s.Median, style, LinePattern.Dotted, width: 2);
        }
        plot.Axes.SetLimitsX(0, result.Curves.Values.First().Count - 1);
        if (panel.IsLogarithmic)
            SetLogarithmicTicks(plot);
        plot.Axes.Left.Label.Text = panel.IsLogarithmic ? $"{panel.Symbol} (log scale)" : panel.Symbol;
        plot.Axes.Bottom.TickLabelStyle.IsVisible = false;
        SetCommonStyle(plot);
        return plot;
    }

    public static Plot DegenerateShare(PanelResult result)
    {
        var plot = new Plot();
        foreach (CurveStyle style in CurveStyle.All.Where(s => s.IsFull))
        {
            double[] shares = [.. result.Curves[style.Estimator].Select(s => 100 * s.DegenerateShare)];
            var line = plot.Add.ScatterLine(Generations(shares.Length), shares, style.Color);
            line.LineWidth = 2;
        }
        plot.Axes.SetLimits(0, result.Curves.Values.First().Count - 1, -4, 104);
        plot.Axes.Left.TickGenerator = new NumericManual([0, 50, 100], ["0", "50", "100"]);
        plot.Axes.Left.Label.Text = "degen. %";
        plot.Axes.Bottom.Label.Text = "generation";
        SetCommonStyle(plot);
        return plot;
    }

    /// <summary>The same left edge for both plots of a panel.</summary>
    private static void SetCommonStyle(Plot plot)
    {
        plot.Font.Set(PlotFont.Name);
        plot.Axes.Left.MinimumSize = plot.Axes.Left.MaximumSize = 68;
        plot.Axes.Right.MinimumSize = 20;
        plot.Axes.Left.Label.FontSize = plot.Axes.Bottom.Label.FontSize = 13;
        plot.Axes.Left.Label.Bold = plot.Axes.Bottom.Label.Bold = false;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.07);
    }

    private static void AddLine(
        Plot plot, Panel panel, IReadOnlyList<GenerationSummary> curve, Func<GenerationSummary, double> value, CurveStyle style, LinePattern pattern, float width)
    {
        var line = plot.Add.ScatterLine(Generations(curve.Count), [.. curve.Select(s => OnAxis(panel, value(s)))], style.Color);
        (line.LineWidth, line.LinePattern) = (width, pattern);
    }

    private static void AddBand(
        Plot plot, Panel panel, IReadOnlyList<GenerationSummary> curve, Func<GenerationSummary, double> lower, Func<GenerationSummary, double> upper, Color color)
    {
        var band = plot.Add.FillY(
            Generations(curve.Count), [.. curve.Select(s => OnAxis(panel, lower(s)))], [.. curve.Select(s => OnAxis(panel, upper(s)))]);
        band.FillColor = color;
        band.LineWidth = 0;
        band.MarkerSize = 0;
    }

    private static double[] Generations(int count) => [.. Enumerable.Range(0, count).Select(g => (double)g)];

    private static double OnAxis(Panel panel, double value) => panel.IsLogarithmic ? Math.Log10(Math.Max(value, SmallestShown)) : value;

    private static void SetLogarithmicTicks(Plot plot) => plot.Axes.Left.TickGenerator = new NumericAutomatic
    {
        IntegerTicksOnly = true,
        MinorTickGenerator = new LogMinorTickGenerator(),
        LabelFormatter = exponent => Math.Pow(10, exponent).ToString(Math.Abs(exponent) > 3.5 ? "0e0" : "0.###"),
    };
}
