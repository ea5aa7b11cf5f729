using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Classifiers;

/// <summary>Blends, corrected priors and balanced bagging.</summary>
[TestClass]
public class BlendTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void ABlendIsTheMeanOfItsMembers()
    {
        IDataView rows = Rows(500);
        IEstimator<ITransformer>[] members = [Logistic("X"), Logistic("Z"), Logistic("X", "Z")];
        TransformerChain<ITransformer> blend = _mlContext.Ple.Blend(members).Fit(rows);
        float[][] each = [.. members.Select(m => m.Fit(rows).Transform(rows).GetColumn<float>("Probability").ToArray())];
        ITransformer loaded = SavedModel.Load(SavedModel.Save(_mlContext, blend, rows.Schema));
        foreach ((float found, int row) in loaded.Transform(rows).GetColumn<float>("Probability").Select((p, i) => (p, i)))
            Assert.AreEqual(each.Average(p => p[row]), found, 1e-5f);
        Assert.IsNull(blend.Transform(rows).Schema.GetColumnOrNull("<mean probability>"));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.Blend(new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.NormalizeMinMax("X"))
            .Append(Logistic("X")), Logistic("Z")).Fit(rows)).Message, "changes column 'X' in place");
        Assert.Throws<ArgumentException>(() => _mlContext.Ple.Blend(Logistic("X")));
    }

    /// <summary>Class weights make the mean probability one half; corrected it is the prevalence, as on the untouched rows. So with bags.</summary>
    [TestMethod]
    public void PriorsAreCorrected()
    {
        IDataView rows = Rows(4000);
        double prevalence = rows.GetColumn<bool>("Label").Average(l => l ? 1.0 : 0);
        IEstimator<ITransformer> weighted = _mlContext.Ple.ClassWeighted(Logistic(["X", "Z"], "Weight"));
        double Mean(IEstimator<ITransformer> estimator) => estimator.Fit(rows).Transform(rows).GetColumn<float>("Probability").Average(p => (double)p);
        Assert.IsGreaterThan(2 * prevalence, Mean(weighted));
        Assert.AreEqual(prevalence, Mean(_mlContext.Ple.PriorCorrected(weighted, seed: 1)), 0.1 * prevalence);
        Assert.AreEqual(prevalence, Mean(_mlContext.Ple.PriorCorrected(weighted, fittedPrevalence: 0.5)), 0.1 * prevalence);
        Assert.AreEqual(prevalence, Mean(_mlContext.Ple.PriorCorrected(_mlContext.Ple.UnderSampled(Logistic("X", "Z"), majorityToMinority: 2, seed: 1), fittedPrevalence: 1.0 / 3)), 0.1 * prevalence);
        Assert.AreEqual(prevalence, Mean(_mlContext.Ple.BalancedBagging(Logistic("X", "Z"), bags: 12, seed: 1)), 0.1 * prevalence);
        ClassificationReport plain = _mlContext.Ple.EvaluateClassification(Logistic("X", "Z").Fit(rows).Transform(rows)), corrected = _mlContext.Ple.EvaluateClassification(_mlContext.Ple.PriorCorrected(weighted).Fit(rows).Transform(rows));
        Assert.AreEqual(plain[ClassMetric.LogLoss].Value, corrected[ClassMetric.LogLoss].Value, 0.01);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.PriorCorrected(weighted, fittedPrevalence: 1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.PriorCorrected(weighted, labelColumnName: "X").Fit(rows)).Message, "Boolean");
    }

    private static IDataView Rows(int count)
    {
        IDataView rows = TwoClassTable.Make(_mlContext, count);
        return _mlContext.Transforms.Conversion.MapValue("Label", [new KeyValuePair<string, bool>("bad", true), new("good", false)], "Label")
            .Append(_mlContext.Transforms.ReplaceMissingValues("Z", "Y")).Append(_mlContext.Transforms.SelectColumns("Label", "X", "Z")).Fit(rows).Transform(rows);
    }

    private static EstimatorChain<ITransformer> Logistic(params string[] columns) => Logistic(columns, weight: null);

    private static EstimatorChain<ITransformer> Logistic(string[] columns, string? weight) => new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", columns))
        .Append<ITransformer>(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(exampleWeightColumnName: weight));
}
