using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Distributions;

[TestClass]
public sealed class GaussianMixtureEstimatorTests
{
    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Scored
    {
        public float LogLikelihood { get; set; }
    }

    private static IDataView Data(MLContext ml, int count, float scale = 1)
    {
        var random = new Random(5);
        var mixture = new GaussianMixture([0.5, 0.5], [[-4, 0], [4, 1]], [[1, 0.5, 0.5, 1], [1, 0, 0, 2]]);
        double[] row = new double[2];
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            mixture.Sample(random, row);
            return new Row { Features = [scale * (float)row[0], scale * (float)row[1]] };
        }).ToArray());
    }

    [TestMethod]
    public void Fit_is_expectation_maximisation_over_the_column()
    {
        var ml = new MLContext(1);
        IDataView data = Data(ml, 1500);
        GaussianMixtureTransformer model = ml.Ple.GaussianMixture("Features", components: 2).Fit(data);

        double[] rows = [.. data.GetColumn<float[]>("Features").SelectMany(r => r).Select(v => (double)v)];
        GaussianMixtureEmResult expected = new GaussianMixtureEm(new() { Components = 2 }).Fit(rows, 2);
        Assert.AreEqual(expected.LogLikelihood, model.Transform(data).GetColumn<float>("LogLikelihood").Average(), 1e-5);
        CollectionAssert.AreEqual(expected.Mixture.Weights.ToArray(), model.Mixture.Weights.ToArray());
    }

    [TestMethod]
    [DataRow(GaussianMixtureMethod.DirectGradient)]
    [DataRow(GaussianMixtureMethod.Hypernetwork)]
    public void Gradient_methods_find_the_mixture_in_the_units_of_the_data(GaussianMixtureMethod method)
    {
        var ml = new MLContext(1);
        IDataView data = Data(ml, 100, scale: 1000);
        GaussianMixture Found() => ml.Ple.GaussianMixture(new() { Method = method, Gradient = new() { Components = 2, Steps = 500, Seed = 0 } }).Fit(data).Mixture;
        GaussianMixture found = Found(), best = ml.Ple.GaussianMixture("Features", 2).Fit(data).Mixture;
        double[] rows = [.. data.GetColumn<float[]>("Features").SelectMany(r => r).Select(v => (double)v)];
        // One Gaussian for both clusters would lose .7 in log-likelihood.
        Assert.AreEqual(best.LogLikelihoods(rows).Average(), found.LogLikelihoods(rows).Average(), 0.15);
        CollectionAssert.AreEqual(found.Means[0].ToArray(), Found().Means[0].ToArray());
    }

    [TestMethod]
    public void Generated_rows_look_like_the_column_to_the_model()
    {
        var ml = new MLContext(1);
        GaussianMixtureTransformer model = ml.Ple.GaussianMixture("Features", components: 2).Fit(Data(ml, 1500));
        IDataView rows = model.Generate(4000, seed: 2);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), rows.Schema["Features"].Type);
        // The mean log-likelihood of own draws is the negative entropy, as for the data; its spread over a row is about 1.
        double own = model.Transform(rows).GetColumn<float>("LogLikelihood").Average();
        double real = model.Transform(Data(ml, 1500)).GetColumn<float>("LogLikelihood").Average();
        Assert.AreEqual(real, own, 4 * Math.Sqrt(1.0 / 1500 + 1.0 / 4000));
        CollectionAssert.AreEqual(
            rows.GetColumn<float[]>("Features").First(),
            model.Generate(1, seed: 2).GetColumn<float[]>("Features").First());
    }

    [TestMethod]
    public void A_saved_model_loads_in_a_fresh_context_and_predicts()
    {
        var ml = new MLContext(1);
        IDataView data = Data(ml, 300);
        GaussianMixtureTransformer model = ml.Ple.GaussianMixture("Features", components: 3).Fit(data);
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;

        var fresh = new MLContext(2);
        ITransformer loaded = fresh.Model.Load(stream, out DataViewSchema schema);
        Assert.IsNotNull(schema.GetColumnOrNull("Features"));
        CollectionAssert.AreEqual(
            model.Transform(data).GetColumn<float>("LogLikelihood").ToArray(),
            loaded.Transform(data).GetColumn<float>("LogLikelihood").ToArray());
        using var engine = fresh.Model.CreatePredictionEngine<Row, Scored>(loaded);
        Assert.AreEqual((float)model.Mixture.LogLikelihood([1, 2]), engine.Predict(new() { Features = [1, 2] }).LogLikelihood);
    }

    [TestMethod]
    public void Bad_input_is_refused()
    {
        var ml = new MLContext(1);
        IDataView data = Data(ml, 3);
        foreach (GaussianMixtureMethod method in Enum.GetValues<GaussianMixtureMethod>())
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<InvalidOperationException>(() => ml.Ple.GaussianMixture("Features", 4, method).Fit(data)).Message, "4 components");
            Assert.ThrowsExactly<InvalidOperationException>(() => ml.Ple.GaussianMixture("Features", 1, method).Fit(Data(ml, 0)));
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ple.GaussianMixture("Features", 1, (GaussianMixtureMethod)9));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ple.GaussianMixture(new() { Gradient = new() { LearningRate = 0 } }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ple.GaussianMixture("Price", components: 1).Fit(data));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ple.GaussianMixture("Features", components: 0));
        IDataView holes = ml.Data.LoadFromEnumerable([new Row { Features = [1, float.NaN] }]);
        Assert.ThrowsExactly<InvalidOperationException>(() => ml.Ple.GaussianMixture("Features", components: 1).Fit(holes));
        var wide = ml.Data.LoadFromEnumerable([new Wide()]);
        var model = ml.Ple.GaussianMixture("Features", components: 1).Fit(data);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(wide).GetColumn<float>("LogLikelihood").ToArray());
    }

    [TestMethod]
    [DataRow(GaussianMixtureMethod.DirectGradient)]
    [DataRow(GaussianMixtureMethod.Hypernetwork)]
    public void Constant_and_single_rows_give_a_mixture_around_them(GaussianMixtureMethod method)
    {
        var ml = new MLContext(1);
        foreach (int count in new[] { 1, 7 })
        {
            IDataView constant = ml.Data.LoadFromEnumerable(Enumerable.Repeat(new Row { Features = [3, -2] }, count));
            GaussianMixture mixture = ml.Ple.GaussianMixture(new() { Method = method, Gradient = new() { Steps = 200 } }).Fit(constant).Mixture;
            // The likelihood has no maximum here; where descent stops is an accident, but a usable one.
            Assert.AreEqual(3, mixture.Means[0][0], 0.5);
            Assert.IsGreaterThan(1e-7, mixture.Covariances[0][0]);
            Assert.IsLessThan(0.5, mixture.Covariances[0][0]);
        }
    }

    private sealed class Wide
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [1, 2, 3];
    }
}
