using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Distributions;

[TestClass]
public sealed class DistributionEstimatorTests
{
    private sealed class FloatRow
    {
        public float Value { get; set; }
    }

    private sealed class DoubleRow
    {
        public double Value { get; set; }
    }

    private sealed class Scored
    {
        public float LogLikelihood { get; set; }
    }

    private static readonly double[] Data = [0.4, 1.9, 0.2, 1.1, 3.0, 0.7, 0.1, 2.2];

    private static IDataView Singles(MLContext ml, params double[] values) =>
        ml.Data.LoadFromEnumerable(values.Select(v => new FloatRow { Value = (float)v }));

    private static IDataView Doubles(MLContext ml, params double[] values) =>
        ml.Data.LoadFromEnumerable(values.Select(v => new DoubleRow { Value = v }));

    [TestMethod]
    public void Fit_gives_the_estimate_by_name_and_the_log_likelihood_of_each_row()
    {
        var ml = new MLContext(1);
        DistributionEstimator estimator = ml.Ple.Distribution(new() { Family = new ExponentialFamily(), Estimator = new ClosedFormPle() });
        DistributionTransformer model = estimator.Fit(Doubles(ml, Data));

        double rate = 7 / Data.Sum();
        Assert.AreEqual(rate, model.Parameters["rate"], 1e-12);
        float[] scores = [.. model.Transform(Singles(ml, 0.5, -1, double.NaN)).GetColumn<float>("LogLikelihood")];
        Assert.AreEqual(Math.Log(rate) - 0.5 * rate, scores[0], 1e-6);
        Assert.AreEqual(float.NegativeInfinity, scores[1]);
        Assert.IsTrue(float.IsNaN(scores[2]));
    }

    [TestMethod]
    public void The_default_estimator_is_data_driven_and_repeatable()
    {
        var ml = new MLContext(1);
        DistributionEstimator estimator = ml.Ple.Distribution("Value", new GaussianFamily());
        double sigma = estimator.Fit(Doubles(ml, Data)).Parameters["sigma"];
        Assert.AreEqual(new GaussianFamily().ClosedFormPle(Data)[1], sigma, 0.15 * sigma);
        Assert.AreEqual(sigma, estimator.Fit(Doubles(ml, Data)).Parameters["sigma"]);
    }

    [TestMethod]
    public void Schema_keeps_the_input_and_adds_a_single()
    {
        var ml = new MLContext(1);
        IDataView data = Doubles(ml, Data);
        var estimator = ml.Ple.Distribution(new() { LogLikelihoodColumnName = "Score" });
        SchemaShape promised = estimator.GetOutputSchema(Shape.Of(data));
        DataViewSchema actual = estimator.Fit(data).GetOutputSchema(data.Schema);
        CollectionAssert.AreEqual(new[] { "Value", "Score" }, promised.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "Value", "Score" }, actual.Select(c => c.Name).ToArray());
        Assert.AreEqual(NumberDataViewType.Single, actual["Score"].Type);
    }

    [TestMethod]
    public void Generate_gives_the_column_in_its_type_and_the_same_rows_for_the_same_seed()
    {
        var ml = new MLContext(1);
        DistributionTransformer model = ml.Ple.Distribution("Value", new LaplaceFamily()).Fit(Doubles(ml, Data));
        IDataView rows = model.Generate(50, seed: 3);
        double[] first = [.. rows.GetColumn<double>("Value")];
        Assert.HasCount(50, first);
        CollectionAssert.AreEqual(first, rows.GetColumn<double>("Value").ToArray());
        CollectionAssert.AreEqual(first, model.Generate(60, seed: 3).GetColumn<double>("Value").Take(50).ToArray());
        CollectionAssert.AreNotEqual(first, model.Generate(50, seed: 4).GetColumn<double>("Value").ToArray());
        DistributionTransformer single = ml.Ple.Distribution("Value", new LaplaceFamily()).Fit(Singles(ml, Data));
        Assert.AreEqual(NumberDataViewType.Single, single.Generate(1).Schema["Value"].Type);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Generate(0));
    }

    [TestMethod]
    public void A_saved_model_loads_in_a_fresh_context_and_predicts()
    {
        var ml = new MLContext(1);
        IDataView data = Singles(ml, Data);
        DistributionTransformer model = ml.Ple.Distribution("Value", new ParetoFamily()).Fit(data);
        using var stream = new MemoryStream();
        ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;

        var fresh = new MLContext(2);
        var loaded = (DistributionTransformer)fresh.Model.Load(stream, out _);
        Assert.IsInstanceOfType<ParetoFamily>(loaded.Family);
        CollectionAssert.AreEqual(model.Parameters.ToArray(), loaded.Parameters.ToArray());
        CollectionAssert.AreEqual(model.Generate(5).GetColumn<float>("Value").ToArray(), loaded.Generate(5).GetColumn<float>("Value").ToArray());
        using var engine = fresh.Model.CreatePredictionEngine<FloatRow, Scored>(loaded);
        float expected = model.Transform(Singles(ml, 0.6)).GetColumn<float>("LogLikelihood").Single();
        Assert.AreEqual(expected, engine.Predict(new() { Value = 0.6f }).LogLikelihood);
    }

    [TestMethod]
    public void A_family_of_the_users_own_is_saved_when_it_is_registered()
    {
        PleKinds.Register("tests.bernoulli", () => new BernoulliFamily());
        var ml = new MLContext(1);
        IDataView data = Doubles(ml, 0, 1, 1, 0, 1);
        using var stream = new MemoryStream();
        ml.Model.Save(ml.Ple.Distribution("Value", new BernoulliFamily()).Fit(data), data.Schema, stream);
        stream.Position = 0;
        var loaded = (DistributionTransformer)new MLContext(2).Model.Load(stream, out _);
        Assert.AreEqual(0.6, loaded.Parameters["mean"], 1e-12);

        var hidden = ml.Ple.Distribution("Value", new HiddenFamily()).Fit(data);
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ml.Model.Save(hidden, data.Schema, new MemoryStream()));
        StringAssert.Contains(error.Message, "PleKinds.Register");
    }

    [TestMethod]
    public void Bad_columns_and_values_are_named()
    {
        var ml = new MLContext(1);
        var estimator = ml.Ple.Distribution("Value", new GaussianFamily());
        StringAssert.Contains(Fails(estimator, Doubles(ml)), "at least one value");
        StringAssert.Contains(Fails(estimator, Doubles(ml, 1)), "too few");
        StringAssert.Contains(Fails(estimator, Doubles(ml, 2, 2, 2, 2)), "constant");
        StringAssert.Contains(Fails(estimator, Doubles(ml, 1, double.NaN)), "value 1 is NaN");
        StringAssert.Contains(Fails(ml.Ple.Distribution("Value", new ParetoFamily()), Doubles(ml, 1, -2)), "positive numbers; value 1 is -2");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.Ple.Distribution("Price", new GaussianFamily()).Fit(Doubles(ml, Data)));
        IDataView text = ml.Data.LoadFromEnumerable([new { Value = "a" }]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(text));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shape.Of(text)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Doubles(ml, Data)).Transform(text).GetColumn<float>("LogLikelihood").ToArray());
    }

    private static string Fails(DistributionEstimator estimator, IDataView data) =>
        Assert.ThrowsExactly<InvalidOperationException>(() => estimator.Fit(data)).Message;

    private sealed class HiddenFamily() : MeanFamily(0, 1)
    {
        public override string Name => "hidden";

        public override string Support => "0 and 1";

        public override bool Supports(double value) => value is 0 or 1;

        public override double Sample(ReadOnlySpan<double> parameters, Random random) => random.NextDouble() < parameters[0] ? 1 : 0;

        public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => Math.Log(value == 1 ? parameters[0] : 1 - parameters[0]);
    }
}
