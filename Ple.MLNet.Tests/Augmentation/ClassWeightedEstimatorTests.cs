using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class ClassWeightedEstimatorTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void EveryClassWeighsTheSame()
    {
        IDataView table = ImbalancedTable.Make(_ml, 300, 60, 40);
        var recorder = new Recorder();
        _ml.Ple.ClassWeighted(recorder, exampleWeightColumnName: "Importance").Fit(table);
        var weights = table.GetColumn<string>("Label").Zip(recorder.Weights).GroupBy(r => r.First, r => r.Second).ToDictionary(g => g.Key, g => g.ToArray());
        Assert.HasCount(300, weights["class0"]);
        foreach (float[] ofClass in weights.Values)
        {
            Assert.AreEqual(1, ofClass.Distinct().Count());
            Assert.AreEqual(400 / 3.0, ofClass.Sum(w => (double)w), 1e-3);
        }
    }

    [TestMethod]
    public void RareRowsAreFoundMoreOftenAndTheModelNeedsNoWeights()
    {
        IDataView table = ImbalancedTable.Make(_ml, 600, 30);
        IDataView test = _ml.Data.LoadFromEnumerable(ImbalancedTable.Rows([600, 300], seed: 12));
        var features = _ml.Transforms.Concatenate("Features", "X", "Children");
        double plain = Recall(features.Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsRare")).Fit(table));
        var weighted = features.Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsRare", exampleWeightColumnName: "Weight"));
        Assert.IsGreaterThan(plain + .2, Recall(_ml.Ple.ClassWeighted(weighted, "IsRare").Fit(table)));
        foreach (var fold in _ml.BinaryClassification.CrossValidate(table, _ml.Ple.ClassWeighted<ITransformer>(weighted, "IsRare"), 3, "IsRare"))
            Assert.IsNull(fold.ScoredHoldOutSet.Schema.GetColumnOrNull("Weight"));

        double Recall(ITransformer model) => _ml.BinaryClassification.Evaluate(model.Transform(test), "IsRare").PositiveRecall;
    }

    /// <summary>It would take the place of a feature, and tell the label.</summary>
    [TestMethod]
    public void AColumnOfTheWeightsNameIsRefused()
    {
        IDataView table = ImbalancedTable.Make(_ml, 9, 3);
        string taken = table.Schema.First(c => c.Name != "IsRare").Name;
        string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.ClassWeighted(new Recorder(), "IsRare", taken).Fit(table)).Message;
        StringAssert.Contains(message, $"'{taken}'");
    }

    [TestMethod]
    public void AMissingLabelIsNamed()
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.ClassWeighted(new Recorder(), "Nope").Fit(ImbalancedTable.Make(_ml, 9, 3))).Message, "'Nope'");

    private sealed class Recorder : IEstimator<ITransformer>
    {
        public float[] Weights { get; private set; } = [];

        public ITransformer Fit(IDataView input)
        {
            Weights = [.. input.GetColumn<float>("Importance")];
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
