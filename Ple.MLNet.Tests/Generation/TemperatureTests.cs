using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

[TestClass]
public class TemperatureTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Means of the output vary with the latent numbers alone: less at a low temperature, more at a high one, whichever distribution they come from.</summary>
    [TestMethod]
    [DataRow(LatentKind.FittedMixture)]
    [DataRow(LatentKind.StandardNormal)]
    public void RowsVaryWithTheTemperature(LatentKind latent)
    {
        double[] deviations = [.. new[] { 0.01, 0.5, 1, 2 }.Select(temperature =>
        {
            using PleGenerativeTransformer generator = Fit(temperature, latent);
            float[] values = [.. generator.Generate(500).GetColumn<float[]>("Features").Select(row => row[0])];
            double mean = values.Average();
            return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        })];
        CollectionAssert.AreEqual(deviations.Order().ToArray(), deviations);
        Assert.IsLessThan(0.05 * deviations[2], deviations[0]);
        Assert.IsGreaterThan(1.5 * deviations[2], deviations[3]);
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        foreach (double temperature in new[] { 0, -1, double.NaN, 11 })
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Fit(temperature, LatentKind.StandardNormal)).Message, "temperature");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Fit(0.5, LatentKind.FittedMixture, new FlowOptions { HiddenSizes = [8], Couplings = 1, Bins = 2 })).Message, "leave it at 1");
    }

    private static PleGenerativeTransformer Fit(double temperature, LatentKind latent, GenerativeModelOptions? model = null)
    {
        var random = new Random(1);
        return _mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = model ?? new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false }, Steps = 300, Seed = 1, Correction = new() { Kind = CorrectionKind.None },
            Sampling = new() { Latent = latent, MixtureComponents = 1, Output = OutputKind.Mean, Temperature = temperature },
        }).Fit(_mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))
            .Select(at => new Row { Features = [3 * at, -2 * at, at + 0.1f * random.NextSingle()] }).ToArray()));
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
