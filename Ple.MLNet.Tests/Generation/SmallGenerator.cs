using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

/// <summary>Rows of six numbers in two clusters, and generators of them that train in a fraction of a second.</summary>
internal static class SmallGenerator
{
    public const int Size = 8;

    public sealed class Row
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];

        public string Secret { get; set; } = "";
    }

    public sealed class Made
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];
    }

    public static Row[] Rows(int count = 300, float scale = 1)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new Row
        {
            Secret = "row" + i,
            Features = [.. Enumerable.Range(0, Size).Select(j => scale * ((i % 4 == 0 ? 0.7f : 0.2f) + 0.1f * random.NextSingle()))],
        })];
    }

    public static IDataView Data(MLContext mlContext, int count = 300, float scale = 1) => mlContext.Data.LoadFromEnumerable(Rows(count, scale));

    public static GenerativeTrainerOptions Options(
        EstimationMethod method = EstimationMethod.MaximumLikelihood, CorrectionKind correction = CorrectionKind.None, int steps = 40, int? seed = 5,
        GenerativeModelOptions? model = null, PenaltyOptions? penalty = null) => new()
    {
        FeatureColumnName = "Features",
        Method = method,
        Model = model ?? new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2 },
        Penalty = penalty ?? new(),
        Hypernetwork = new() { HiddenSizes = [8, 16] },
        Correction = new() { Kind = correction, Steps = 10 },
        Sampling = new() { MixtureComponents = 2 },
        Steps = steps,
        BatchSize = 32,
        Seed = seed,
    };

    public static PleGenerativeTransformer Fit(MLContext mlContext, GenerativeTrainerOptions? options = null)
        => mlContext.Ple.GenerativeTrainer(options ?? Options()).Fit(Data(mlContext));

    public static float[][] Read(IDataView data) => [.. data.GetColumn<float[]>("Features")];

    public static void AssertSame(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            CollectionAssert.AreEqual(expected[i], actual[i], $"Row {i} differs.");
    }
}
