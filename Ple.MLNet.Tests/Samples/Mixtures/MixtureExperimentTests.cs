using Ple.MLNet.Samples.Mixtures;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Statistics;
using Spectre.Console;

namespace Ple.MLNet.Tests.Samples.Mixtures;

[TestClass]
public class MixtureExperimentTests
{
    private static readonly MixtureGrid Grid = new([20, 10], [0.5, 0.9]);

    [TestMethod]
    public void The_divergence_of_two_gaussians_is_the_closed_form()
    {
        const double Mean = 0.7, Variance = 2;
        const int Draws = 100_000;
        const double Error = 4 * 1.3 / 316; // the log ratio of the densities has a deviation of at most 1.3
        double Between(DivergenceKind kind) => new Divergence(Gaussian(0, 1), kind, Draws).Of(Gaussian(Mean, Variance));
        Assert.AreEqual(0.5 * ((1 + Mean * Mean) / Variance - 1 + Math.Log(Variance)), Between(DivergenceKind.TruthToFit), Error);
        Assert.AreEqual(0.5 * (Variance + Mean * Mean - 1 - Math.Log(Variance)), Between(DivergenceKind.FitToTruth), Error);
    }

    [TestMethod]
    public void A_failed_fit_is_counted_and_left_out()
    {
        var broken = new MixtureMethod("broken", 0, "broken", (dataSets, _) =>
            [.. dataSets.Select((_, i) => i == 1 ? null : i == 2 ? new GaussianMixture([0.5, 0.5], [[0], [0]], [[1], [1e-4]]) : MixtureGrid.Truth(0.5))]);
        MixtureCell cell = Run(new([10], [0.5]), broken, threads: 1).Single();
        Assert.AreEqual(1, cell.FailedCount);
        Assert.AreEqual(1, cell.CollapsedCount);
        Assert.AreEqual(3, cell.Divergence.Count);
        Assert.IsTrue(double.IsFinite(cell.Divergence.Mean));
        Assert.AreEqual(2, cell.GainsOver(cell with { Divergences = [1, 1, double.NaN, 1] }).Count(double.IsFinite));
    }

    [TestMethod]
    public void Threads_change_nothing()
    {
        double[] Divergences(int threads) => [.. MixtureMethod.All([0.1], directSteps: 20, threads).Skip(1).Take(2).SelectMany(m => Run(Grid, m, threads)).SelectMany(c => c.Divergences)];
        CollectionAssert.AreEqual(Divergences(1), Divergences(3));
    }

    [TestMethod]
    public void Data_sets_differ_between_seeds_and_cells_and_repeat()
    {
        double[] firsts = [.. from cell in MixtureGrid.Paper.Cells from seed in Enumerable.Range(1, 20) select MixtureGrid.DataSet(cell.RowCount, cell.Responsibility, seed)[0]];
        Assert.AreEqual(firsts.Length, firsts.Distinct().Count());
        CollectionAssert.AreEqual(MixtureGrid.DataSet(50, 0.9, 3), MixtureGrid.DataSet(50, 0.9, 3));
    }

    [TestMethod]
    public void Gains_keep_their_order_and_sign_on_the_scale_of_colours()
    {
        double[] positions = [.. GainScale.Ticks.Select(GainScale.Position)];
        CollectionAssert.AreEqual(positions.Order().ToArray(), positions);
        Assert.AreEqual((-1, 0, 1), (positions[0], GainScale.Position(0), GainScale.Position(5)));
        Assert.AreEqual(ScottPlot.Colors.White, GainScale.ColorAt(0));
        Assert.IsGreaterThan(GainScale.ColorAt(1).R, GainScale.ColorAt(1).B);
        Assert.IsGreaterThan(GainScale.ColorAt(-1).B, GainScale.ColorAt(-1).R);
    }

    private static GaussianMixture Gaussian(double mean, double variance) => new([1], [[mean]], [[variance]]);

    private static IReadOnlyList<MixtureCell> Run(MixtureGrid grid, MixtureMethod method, int threads)
    {
        IReadOnlyList<MixtureCell> cells = [];
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null), Interactive = InteractionSupport.No });
        Stages.Show(console, stages => cells = new MixtureExperiment(grid, 4, DivergenceKind.TruthToFit, 1000, threads).Run([method], stages, default));
        return cells;
    }
}
