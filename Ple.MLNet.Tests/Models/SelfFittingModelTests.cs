using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A model that is no network shares columns, noise, files and the transformer with those that are.</summary>
[TestClass]
public class SelfFittingModelTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [ClassInitialize]
    public static void Register(TestContext _) => PleKinds.Register("tests.diagonal-gaussian", () => new DiagonalGaussianOptions());

    [TestMethod]
    public void IsFittedSavedAndLoaded()
    {
        using PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext, Options());
        float[][] real = [.. SmallGenerator.Rows().Select(r => r.Features)], made = SmallGenerator.Read(generator.Generate(20_000));
        for (int slot = 0; slot < SmallGenerator.Size; slot++)
        {
            double mean = real.Average(r => r[slot]), deviation = Math.Sqrt(real.Average(r => Math.Pow(r[slot] - mean, 2)));
            Assert.AreEqual(mean, made.Average(r => r[slot]), 4 * deviation / Math.Sqrt(made.Length));
        }
        Assert.AreEqual(0, generator.WeightCount);
        Assert.AreEqual(0, generator.Summary.Steps);
        Assert.IsNull(generator.Summary.CorrectionWeight);
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, SmallGenerator.Data(_mlContext, 2).Schema));
        SmallGenerator.AssertSame(made[..150], SmallGenerator.Read(loaded.Generate(150)));
        SmallGenerator.AssertSame(made[..150], SmallGenerator.Read(generator.Transform(SmallGenerator.Data(_mlContext, 150))));
    }

    [TestMethod]
    public void TakesTablesWithACondition()
    {
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
        {
            ConditionColumnName = MixedTable.Condition,
            Model = new DiagonalGaussianOptions(),
            Seed = 1,
        }).Fit(MixedTable.Make(_mlContext, 200));
        Assert.AreEqual(20, generator.Generate(20, generator.Classes[0]).Preview(30).RowView.Length);
    }

    [TestMethod]
    public void WhatNeedsAGradientIsRefusedByName()
    {
        string byHypernetwork = Assert.Throws<InvalidOperationException>(() => SmallGenerator.Fit(_mlContext, Options(EstimationMethod.Hypernetwork))).Message;
        StringAssert.Contains(byHypernetwork, "A DiagonalGaussian fits itself, without the steps by gradients that Method = EstimationMethod.Hypernetwork is for");
        string corrected = Assert.Throws<InvalidOperationException>(() => SmallGenerator.Fit(_mlContext, Options(correction: CorrectionKind.Weight))).Message;
        StringAssert.Contains(corrected, "Correction.Kind = CorrectionKind.Weight");
    }

    [TestMethod]
    public void AnotherModelsStateIsRefused()
    {
        PleKinds.Register("tests.forgetful", () => new ForgetfulOptions());
        using PleGenerativeTransformer forgetful = SmallGenerator.Fit(_mlContext, SmallGenerator.Options(model: new ForgetfulOptions()));
        byte[] file = SavedModel.Save(_mlContext, forgetful, SmallGenerator.Data(_mlContext, 2).Schema);
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => SavedModel.Load(file)).ToString(), "nothing of mine");
    }

    private static GenerativeTrainerOptions Options(EstimationMethod method = EstimationMethod.MaximumLikelihood, CorrectionKind correction = CorrectionKind.Automatic)
        => SmallGenerator.Options(method, correction, model: new DiagonalGaussianOptions());

    private sealed class ForgetfulOptions : GenerativeModelOptions
    {
        public override GenerativeModel Create(RowLayout layout, long seed) => new Forgetful(layout);
    }

    /// <summary>Saves nothing, and therefore reads nothing.</summary>
    private sealed class Forgetful(RowLayout layout) : GenerativeModel(nameof(Forgetful), layout), ISelfFittingModel
    {
        public IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor>();

        public void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
        {
        }

        public void Restore(IReadOnlyDictionary<string, Tensor> state) => throw new ArgumentException("There is nothing of mine.");

        public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output) => noise.Normal(Layout.ValueCount);
    }
}
