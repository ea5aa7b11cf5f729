using Ple.MLNet.Samples.Collapse;
using Ple.MLNet.Samples.SelfConsume;

namespace Ple.MLNet.Tests.Samples.Collapse;

[TestClass]
public class CollapseTests
{
    /// <summary>The formulas of the literature hold within 4 standard errors: squared error of the mean and trace of the covariance.</summary>
    [TestMethod]
    [DataRow(0, "mle", "replace")]
    [DataRow(0, "ple", "replace")]
    [DataRow(0, "ple", "accumulate")]
    [DataRow(0, "ple", "fresh")]
    [DataRow(3, "mle", "replace")]
    [DataRow(3, "ple", "accumulate")]
    public void TheFormulasHold(int world, string method, string kind)
    {
        CollapseCurve curve = Run(CollapseWorld.All[world], method, kind, runs: 300, generations: 6);
        Assert.HasCount(7, curve.SquaredError);
        Assert.IsLessThan(4, curve.Distance(curve.SquaredError, CollapseTheory.SquaredErrorOfMean)!.Value);
        if (kind == "replace")
            Assert.IsLessThan(4, curve.Distance(curve.TraceRatio, CollapseTheory.TraceRatio)!.Value);
    }

    /// <summary>A kernel density spreads, unless what its kernel adds is taken back; data-driven PLE keeps the spread of a mixture about as it is.</summary>
    [TestMethod]
    public void SpreadIsGivenBackToOtherDensities()
    {
        CollapseWorld kernel = CollapseWorld.All.Single(w => w.Family == CollapseWorld.KernelDensity), mixture = CollapseWorld.All.Single(w => w.Family == CollapseWorld.Mixture);
        Assert.IsGreaterThan(1.8, Run(kernel, "mle", "replace", 40, 5).TraceRatio[^1].Median);
        Assert.AreEqual(1, Run(kernel, "ple", "replace", 40, 5).TraceRatio[^1].Mean.Mean, 0.25);
        Assert.AreEqual(1, Run(mixture, "ple-data-driven", "replace", 20, 3).TraceRatio[^1].Mean.Mean, 0.25);
    }

    [TestMethod]
    public void EachGenerationIsALineOfTheFile()
    {
        using var folder = new TestFolder();
        CollapseCurve curve = Run(CollapseWorld.All[0], "mle", "subsample", runs: 5, generations: 3);
        CollapseCsv.Write(folder["c.csv"], [curve]);
        CollapseFigure.Save(folder.Path, [curve]);
        string[] lines = File.ReadAllLines(folder["c.csv"]);
        Assert.AreEqual(CollapseCsv.Header, lines[0]);
        Assert.HasCount(1 + 4 + 4 + 4 + 3, lines); // the likelihood in generations 0, 1 and 2
        Assert.IsTrue(new FileInfo(folder["collapse-mean.png"]).Length > 1000 && File.Exists(folder["collapse-trace.svg"]));
        Assert.AreEqual(1, CommandRun.Of(CollapseCommand.Create(), ["--kind", "eat", "--output", folder.Path]).ExitCode);
    }

    private static CollapseCurve Run(CollapseWorld world, string method, string kind, int runs, int generations)
        => new CollapseExperiment(runs, generations, threads: 1).Run(world, world.Methods.Single(m => m.Name == method), ConsumptionKind.Of([kind])[0], CancellationToken.None);
}
