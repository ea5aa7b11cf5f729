using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Terminal;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>One heat map: the gain of a method over converged EM, for each sample size and responsibility.</summary>
internal static class GainMap
{
    private const double Significant = 4, DarkFill = 0.62, Faint = 0.65;

    public static Plot Of(MixtureResults results, MixtureMethod method)
    {
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.HideGrid();
        plot.Title(method.Label, size: 18);
        for (int x = 0; x < results.Grid.RowCounts.Count; x++)
        {
            for (int y = 0; y < results.Grid.Responsibilities.Count; y++)
                AddCell(plot, x, y, results.Gain(method, results.Grid.RowCounts[x], results.Grid.Responsibilities[y]));
        }
        plot.Axes.SetLimits(-0.5, results.Grid.RowCounts.Count - 0.5, -0.5, results.Grid.Responsibilities.Count - 0.5);
        SetTicks(plot.Axes.Bottom, "rows n of a data set", [.. results.Grid.RowCounts.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        SetTicks(plot.Axes.Left, "responsibility of the component at 0", [.. results.Grid.Responsibilities.Select(r => r.ToString(CultureInfo.InvariantCulture))]);
        return plot;
    }

    /// <summary>The colours' meaning, as a plot of its own.</summary>
    public static Plot ColorBar()
    {
        const int Steps = 200;
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.HideGrid();
        for (int i = 0; i < Steps; i++)
        {
            double from = -1 + 2.0 * i / Steps;
            Fill(plot.Add.Rectangle(0, 1, from, 1), GainScale.ColorAt(from + 1.0 / Steps)); // up to the top: edges that meet would show
        }
        plot.Axes.SetLimits(0, 1, -1, 1);
        plot.Axes.Bottom.TickGenerator = new EmptyTickGenerator();
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. GainScale.Ticks.Select(GainScale.Position)], [.. GainScale.Ticks.Select(t => t.ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture))]);
        plot.Axes.Left.TickLabelStyle.FontSize = 14;
        plot.Axes.Left.Label.Text = "KL of converged EM − KL of the method, nats";
        plot.Axes.Left.Label.FontSize = 15;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.MinimumSize = 95;
        plot.Axes.Right.MinimumSize = 40;
        plot.Axes.Bottom.MinimumSize = 60;
        plot.Title("faint: within\n4 std. errors", size: 12);
        return plot;
    }

    private static void AddCell(Plot plot, int x, int y, MeanAndError gain)
    {
        double position = GainScale.Position(gain.Mean);
        Fill(plot.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5), GainScale.ColorAt(position));
        bool isClear = Math.Abs(gain.Mean) > Significant * gain.Error;
        Color ink = (Math.Abs(position) > DarkFill ? Colors.White : Colors.Black).WithAlpha(isClear ? 1 : Faint);
        string format = Math.Abs(gain.Mean) < 0.0995 ? "0.0000" : "0.000";
        AddText(plot, SignedNumber.Format(gain.Mean, format, minus: "−"), x, y + 0.13, ink, 14);
        AddText(plot, $"± {gain.Error.ToString(format, CultureInfo.InvariantCulture)}", x, y - 0.2, ink, 11);
    }

    private static void AddText(Plot plot, string content, double x, double y, Color color, float size)
    {
        var text = plot.Add.Text(content, x, y);
        (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment) = (color, size, Alignment.MiddleCenter);
        text.LabelFontName = PlotFont.Name;
    }

    private static void Fill(ScottPlot.Plottables.Rectangle rectangle, Color color)
    {
        rectangle.FillColor = color;
        rectangle.LineWidth = 0;
    }

    private static void SetTicks(IAxis axis, string title, string[] labels)
    {
        axis.TickGenerator = new NumericManual([.. Enumerable.Range(0, labels.Length).Select(i => (double)i)], labels);
        axis.MajorTickStyle.Length = 0;
        axis.TickLabelStyle.FontSize = 14;
        axis.Label.Text = title;
        axis.Label.FontSize = 15;
        axis.Label.Bold = false;
    }
}
