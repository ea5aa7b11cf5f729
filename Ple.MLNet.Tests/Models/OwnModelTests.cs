using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

/// <summary>A model that the library does not know goes every way that its own goes.</summary>
[TestClass]
public class OwnModelTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [ClassInitialize]
    public static void Register(TestContext _) => PleKinds.Register("tests.tiny-diffusion", () => new TinyDiffusionOptions());

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood, false)]
    [DataRow(EstimationMethod.Hypernetwork, false)]
    [DataRow(EstimationMethod.Hypernetwork, true)]
    public void IsTrainedCorrectedSavedAndLoaded(EstimationMethod method, bool throughSamples)
    {
        using PleGenerativeTransformer generator = Fit(method, throughSamples);
        Assert.IsNotNull(generator.Summary.CorrectionWeight);
        Assert.IsNull(generator.Summary.CorrectionLikelihoodChange, "It has no likelihood.");

        float[][] rows = SmallGenerator.Read(generator.Generate(150));
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, SmallGenerator.Data(_mlContext, 2).Schema));
        SmallGenerator.AssertSame(rows, SmallGenerator.Read(loaded.Generate(150)));
        SmallGenerator.AssertSame(rows[..70], SmallGenerator.Read(loaded.Generate(70)));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => generator.AverageLogLikelihoodBound(SmallGenerator.Data(_mlContext))).Message, "no likelihood");
    }

    [TestMethod]
    public void LearnsWhatItIsShown()
    {
        using PleGenerativeTransformer generator = Fit(EstimationMethod.MaximumLikelihood, throughSamples: false, steps: 1500);
        float[][] real = [.. SmallGenerator.Rows().Select(r => r.Features)], made = SmallGenerator.Read(generator.Generate(300));
        Assert.AreEqual(real.Average(r => r.Average()), made.Average(r => r.Average()), 0.05);
        // Two clusters: the values of a row go together.
        Assert.IsGreaterThan(0.1, made.Max(r => r.Average()) - made.Min(r => r.Average()) - (made.Average(r => r.Max() - r.Min()) / 2));
    }

    [TestMethod]
    public void TakesTablesWithAConditionAndStopsByTheDistanceOfItsRows()
    {
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
        {
            ConditionColumnName = MixedTable.Condition,
            Model = new TinyDiffusionOptions { Width = 8 },
            EarlyStopping = new() { EverySteps = 10, Patience = 2 },
            Steps = 3000,
            LearningRate = 0.02,
            BatchSize = 32,
            Correction = new() { Steps = 4 },
            Seed = 1,
        }).Fit(MixedTable.Make(_mlContext, 800)); // 120 rows set apart, enough for a distance
        Assert.IsLessThan(3000, generator.Summary.Steps, "It never stopped early.");
        Assert.AreEqual(20, generator.Generate(20, generator.Classes[0]).Preview(30).RowView.Length);
    }

    /// <summary>One or two rows set apart tell no distance.</summary>
    [TestMethod]
    [DataRow(8)]
    [DataRow(20)]
    public void FewRowsSetApartDoNotStopIt(int rows)
    {
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
        {
            Model = new TinyDiffusionOptions { Width = 8 },
            EarlyStopping = new() { EverySteps = 5 },
            Steps = 20,
            Correction = new() { Steps = 4 },
            Seed = 1,
        }).Fit(MixedTable.Make(_mlContext, rows));
        Assert.AreEqual(20, generator.Summary.Steps);
    }

    [TestMethod]
    public void OptionsThatNobodyRegisteredAreNotSaved()
    {
        using PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext, SmallGenerator.Options(model: new Unregistered()));
        string message = Assert.Throws<InvalidOperationException>(() => SavedModel.Save(_mlContext, generator, SmallGenerator.Data(_mlContext, 2).Schema)).Message;
        StringAssert.Contains(message, "PleKinds.Register");
    }

    private static PleGenerativeTransformer Fit(EstimationMethod method, bool throughSamples, int steps = 30) => SmallGenerator.Fit(_mlContext,
        SmallGenerator.Options(method, CorrectionKind.Automatic, steps, model: new TinyDiffusionOptions { Steps = 8 }, penalty: new() { GradientThroughSamples = throughSamples }));

    private sealed class Unregistered : GenerativeModelOptions
    {
        public override GenerativeModel Create(RowLayout layout, long seed) => new TinyDiffusion(layout, new(), seed);
    }
}
