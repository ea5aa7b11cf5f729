using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>A small model of every kind that the library saves, and the table that they were fitted on.</summary>
internal sealed class SavedKinds
{
    private const int Size = 3;

    private SavedKinds(IDataView data, SavedKind[] all) => (Data, All) = (data, all);

    public IDataView Data { get; }

    public IReadOnlyList<SavedKind> All { get; }

    public static SavedKinds Make()
    {
        var ml = new MLContext(seed: 1);
        IDataView plain = ml.Data.LoadFromEnumerable(Rows());
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Key", "Label").Fit(plain).Transform(plain);
        return new(data,
        [
            Kind("vector generator", ml.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", Model = Model(), Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("table generator", ml.Ple.GenerativeTrainer(new() { Model = Model(), Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("table by class", ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = Model(), Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("table by key", ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Key", ExcludedColumnNames = ["Features"], Model = Model(), Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("distribution", ml.Ple.Distribution("Value", new GaussianFamily())),
            Kind("counts", ml.Ple.Distribution("Count", new PoissonFamily())),
            Kind("waiting times", ml.Ple.Distribution("Count", new GeometricFamily())),
            Kind("mixture", ml.Ple.GaussianMixture("Features", components: 2)),
            Kind("FID", ml.Ple.FidScorer(new() { Metrics = new() { SampleRows = 20 } })),
            Kind("FID, no rows kept", ml.Ple.FidScorer(new() { Metrics = new() { SampleRows = 0 } })),
            Kind("vector by class", ml.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", ConditionColumnName = "Label", Model = Model(), Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("flow", ml.Ple.GenerativeTrainer(new() { Model = new Models.FlowOptions { HiddenSizes = [8], Couplings = 2, Bins = 3 }, Steps = 20, BatchSize = 16, Seed = 1 })),
            Kind("images", ml.Ple.GenerativeTrainer(new()
            {
                FeatureColumnName = "Features", Model = new Models.ConvVaeOptions { Width = 3, Height = 1, Filters = [4], HiddenSize = 8, LatentSize = 2 }, Steps = 20, BatchSize = 16, Seed = 1,
            })),
            Kind("flow matching", ml.Ple.GenerativeTrainer(new()
            {
                ConditionColumnName = "Label", Model = new Models.FlowMatchingOptions { HiddenSizes = [8], Steps = 4, LatentOf = Model() }, Steps = 20, BatchSize = 16, Seed = 1,
            })),
            Kind("trees", ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new Models.SequentialTreesOptions(), Seed = 1 })),
            Kind("forest", ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new Models.AdversarialForestOptions { Trees = 4 }, Seed = 1 })),
            Kind("table mixture", ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new Models.MixedMixtureOptions { Components = 3 }, Seed = 1 })),
            Kind("image classifier", ml.Ple.ImageClassifier(new() { FeatureColumnName = "Features", Width = 3, Height = 1, Seed = 1 })),
            Kind("image classifier among classes", new AmongClassesEstimator(ml.Ple.ImageClassifier(new() { FeatureColumnName = "Features", Width = 3, Height = 1, Seed = 1 }), "often", "rare")),
            Kind("features by ONNX", ml.Ple.OnnxFeatures(new() { NetworkPath = Path.Combine(AppContext.BaseDirectory, "Images", "References", "open-size.onnx"), PixelColumnName = "Features", OutputColumnName = "Made", Width = 3, Height = 1 })),
            Kind("fairness", ml.Ple.ClassImbalanceFairness()),
        ]);

        SavedKind Kind(string name, IEstimator<ITransformer> estimator) => SavedKind.Of(name, ml, estimator, data);
    }

    private static Models.VaeOptions Model() => new() { HiddenSizes = [8, 8], LatentSize = 2 };

    private static Row[] Rows()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 120).Select(i => new Row
        {
            Features = [random.NextSingle(), (i % 4) + random.NextSingle(), random.NextSingle()],
            Value = 0.1 + random.NextDouble(),
            Count = 1 + random.Next(9),
            Flag = i % 7 == 0,
            Label = i % 4 == 0 ? "rare" : "often",
            PredictedLabel = i % 5 == 0 ? "rare" : "often",
        })];
    }

    private sealed class Row
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];

        public double Value { get; set; }

        public float Count { get; set; }

        public bool Flag { get; set; }

        public string Label { get; set; } = "";

        public string PredictedLabel { get; set; } = "";
    }
}
