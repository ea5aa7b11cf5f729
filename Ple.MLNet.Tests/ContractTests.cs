using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Benchmarks.Damage;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Estimation.Families;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests;

/// <summary>What every estimator and transformer of the library keeps to.</summary>
[TestClass]
public class ContractTests
{
    /// <param name="Name">In reports.</param>
    /// <param name="Make">The estimator.</param>
    /// <param name="Column">One that it needs.</param>
    /// <param name="ReadsRows">Whether Fit does: else a table without rows is as good as any.</param>
    public sealed record Component(string Name, Func<MLContext, IEstimator<ITransformer>> Make, string Column, bool ReadsRows = true)
    {
        public override string ToString() => Name;
    }

    public sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Value { get; set; }

        public string Label { get; set; } = "";

        public string PredictedLabel { get; set; } = "";
    }

    public static IEnumerable<object[]> Components { get; } =
    [
        [new Component("vector generator", ml => ml.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", Steps = 20, BatchSize = 16, Seed = 1 }), "Features")],
        [new Component("table generator", ml => ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Steps = 20, BatchSize = 16, Seed = 1 }), "Label")],
        [new Component("FID scorer", ml => ml.Ple.FidScorer(), "Features")],
        [new Component("fairness", ml => ml.Ple.ClassImbalanceFairness(), "Label")],
        [new Component("distribution", ml => ml.Ple.Distribution("Value", new ExponentialFamily()), "Value")],
        [new Component("Gaussian mixture", ml => ml.Ple.GaussianMixture("Features", 2), "Features")],
        [new Component("augmented", ml => ml.Ple.Augmented(ml.Transforms.NormalizeMinMax("Value")), "Label")],
        [new Component("class weights", ml => ml.Ple.ClassWeighted(ml.Transforms.NormalizeMinMax("Value")), "Label")],
        [new Component("under-sampled", ml => ml.Ple.UnderSampled(ml.Transforms.NormalizeMinMax("Value"), seed: 1), "Label")],
        [new Component("best classifier", ml => ml.Ple.BestClassifier(new BestClassifierOptions { Candidates = [new("one", Learner(ml))], Seed = 1 }), "Label")],
        [new Component("tuned threshold", ml => OfTarget(ml, ml.Ple.TunedThreshold(Learner(ml), new TunedThresholdOptions { LabelColumnName = "Target", Seed = 1 })), "Label")],
        [new Component("prior corrected", ml => OfTarget(ml, ml.Ple.PriorCorrected(Learner(ml), labelColumnName: "Target", seed: 1)), "Label")],
        [new Component("balanced bagging", ml => OfTarget(ml, ml.Ple.BalancedBagging(Learner(ml), "Target", bags: 2, seed: 1)), "Label")],
        [new Component("blend", ml => OfTarget(ml, ml.Ple.Blend(Learner(ml), Learner(ml))), "Label")],
        [new Component("image classifier", ml => ml.Ple.ImageClassifier(new() { FeatureColumnName = "Features", Width = 3, Height = 1, Seed = 1 }), "Label")],
        [new Component("image classifier among classes", ml => new AmongClassesEstimator(ml.Ple.ImageClassifier(new() { FeatureColumnName = "Features", Width = 3, Height = 1, Seed = 1 }), "rare"), "Label")],
        [new Component("features by ONNX", ml => ml.Ple.OnnxFeatures(new() { NetworkPath = Path.Combine(AppContext.BaseDirectory, "Images", "References", "open-size.onnx"), PixelColumnName = "Features", OutputColumnName = "Made", Width = 3, Height = 1, Means = [0.5f] }), "Features", ReadsRows: false)],
        [new Component("image classifier's pixels", ml => ml.Ple.ImageClassifier(new() { FeatureColumnName = "Features", Width = 3, Height = 1, Seed = 1 }), "Features")],
    ];

    private static EstimatorChain<ITransformer> Learner(MLContext ml) => new EstimatorChain<ITransformer>().Append<ITransformer>(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Target"));

    private static EstimatorChain<ITransformer> OfTarget(MLContext ml, IEstimator<ITransformer> estimator)
        => new EstimatorChain<ITransformer>().Append<ITransformer>(ml.Transforms.DropColumns("PredictedLabel")).Append<ITransformer>(ml.Transforms.Conversion.MapValue("Target", [new KeyValuePair<string, bool>("rare", true), new("often", false)], "Label")).Append(estimator);

    [TestMethod]
    [DynamicData(nameof(Components))]
    public void AMissingColumnIsNamed(Component component)
    {
        var mlContext = new MLContext(seed: 1);
        IDataView without = mlContext.Transforms.DropColumns(component.Column).Fit(Data(mlContext)).Transform(Data(mlContext));
        var error = Assert.Throws<ArgumentException>(() => component.Make(mlContext).Fit(without));
        StringAssert.Contains(error.Message, component.Column);
        var beforehand = Assert.Throws<ArgumentException>(() => component.Make(mlContext).Append(mlContext.Transforms.CopyColumns("Copy", component.Column)).Fit(without));
        StringAssert.Contains(beforehand.Message, component.Column);
    }

    [TestMethod]
    [DynamicData(nameof(Components))]
    public void NullAndEmptyInputAreRefused(Component component)
    {
        var mlContext = new MLContext(seed: 1);
        IEstimator<ITransformer> estimator = component.Make(mlContext);
        if (estimator is not EstimatorChain<ITransformer>) // ML.NET's own chain does not look
            Assert.ThrowsExactly<ArgumentNullException>(() => estimator.Fit(null!));
        if (!component.ReadsRows)
            return;
        var error = Assert.Throws<Exception>(() => estimator.Fit(Data(mlContext, 0)));
        Assert.IsNotInstanceOfType<NullReferenceException>(error);
        Assert.IsNotInstanceOfType<IndexOutOfRangeException>(error);
        Assert.AreNotEqual("", error.Message);
    }

    [TestMethod]
    public void NullIsRefusedWithinAChainToo()
    {
        var mlContext = new MLContext(seed: 1);
        IEstimator<ITransformer> learner = Learner(mlContext);
        foreach (IEstimator<ITransformer> estimator in (IEstimator<ITransformer>[])[mlContext.Ple.TunedThreshold(learner), mlContext.Ple.TunedOffsets(learner), mlContext.Ple.PriorCorrected(learner), mlContext.Ple.Blend(learner, learner)])
            Assert.ThrowsExactly<ArgumentNullException>(() => estimator.Fit(null!));
    }

    [TestMethod]
    [DynamicData(nameof(Components))]
    public void TheSchemaIsAsAnnouncedAndASecondFitForgetsTheFirst(Component component)
    {
        var mlContext = new MLContext(seed: 1);
        IDataView data = Data(mlContext);
        IEstimator<ITransformer> estimator = component.Make(mlContext);
        ITransformer first = estimator.Fit(data);
        string expected = Text(first.Transform(data));
        Assert.AreEqual(
            string.Join(" ", first.GetOutputSchema(data.Schema).Select(c => $"{c.Name}:{c.Type}")),
            string.Join(" ", first.Transform(data).Schema.Select(c => $"{c.Name}:{c.Type}")));
        ITransformer other = estimator.Fit(Data(mlContext, 90, shift: 2));
        ITransformer again = estimator.Fit(data);
        Assert.AreEqual(expected, Text(again.Transform(data)));
        Assert.AreEqual(expected, Text(first.Transform(data)), "A later fit must not touch an earlier model.");
        Dispose(first, other, again);
    }

    [TestMethod]
    [DynamicData(nameof(Components))]
    public void SavedAndLoadedInAFreshContextItGivesTheSameValues(Component component)
    {
        var mlContext = new MLContext(seed: 1);
        IDataView data = Data(mlContext);
        ITransformer model = component.Make(mlContext).Fit(data);
        using var file = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, file);
        ITransformer loaded = new MLContext(seed: 2).Model.Load(file, out DataViewSchema schema);
        Assert.AreEqual(data.Schema.Count, schema.Count);
        Assert.AreEqual(Text(model.Transform(data)), Text(loaded.Transform(data)));
        Dispose(model, loaded);
    }

    internal static IDataView Data(MLContext mlContext, int count = 120, float shift = 0)
    {
        var random = new Random(3);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row
        {
            Features = [shift + random.NextSingle(), (i % 4) + random.NextSingle(), random.NextSingle()],
            Value = shift + 0.1f + random.NextSingle(),
            Label = i % 4 == 0 ? "rare" : "often",
            PredictedLabel = i % 5 == 0 ? "rare" : "often",
        }).ToArray());
    }

    private static string Text(IDataView data)
    {
        var preview = data.Preview(maxRows: 200);
        return string.Join("\n", preview.RowView.Select(r => string.Join("\t", r.Values.Select(v => v.Value switch
        {
            VBuffer<float> vector => string.Join(",", vector.DenseValues()),
            VBuffer<double> vector => string.Join(",", vector.DenseValues()),
            var value => value?.ToString(),
        }))));
    }

    private static void Dispose(params ITransformer[] models)
    {
        foreach (IDisposable model in models.OfType<IDisposable>())
        {
            model.Dispose();
            model.Dispose();
        }
    }
}
