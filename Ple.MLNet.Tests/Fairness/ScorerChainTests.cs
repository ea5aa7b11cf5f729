using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Fairness;
using Ple.MLNet.Images;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

/// <summary>A classifier and the scorer behind it as one saved model: images in, the table of classes out.</summary>
[TestClass]
public class ScorerChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void AClassifierAndAScorerAreOneModel()
    {
        IDataView real = Images(1), generated = Images(2);
        TransformerChain<ClassImbalanceFairnessTransformer> chain = _ml.Ple.ImageClassifier(new ImageClassifierOptions { FeatureColumnName = "Pixels", Width = 4, Height = 4, Epochs = 20, Seed = 1 })
            .Append(_ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { Seed = 1 })).Fit(real);
        var loaded = (TransformerChain<ITransformer>)SavedModel.Load(SavedModel.Save(_ml, chain, real.Schema));
        string[] expected = Text(chain.Transform(generated)), actual = Text(loaded.Transform(generated));
        CollectionAssert.AreEqual(expected, actual);
        Assert.HasCount(2, expected);
        var fairness = (ClassImbalanceFairnessTransformer)loaded.LastTransformer;
        IDataView described = new TransformerChain<ITransformer>([.. loaded.SkipLast(1)]).Transform(generated);
        FairnessReport report = fairness.Score(described);
        Assert.IsGreaterThan(0.9, report.OracleAccuracy!.Value);
        Assert.AreEqual(0.75, report["dark"].CorrectedFrequency, 0.1);
        foreach (ITransformer part in (ITransformer[])[.. chain, .. loaded])
            (part as IDisposable)?.Dispose();
    }

    private static string[] Text(IDataView table) => [.. table.Preview().RowView.Select(row => string.Join(' ', row.Values.Select(v => v.Value)))];

    private IDataView Images(int seed)
    {
        var random = new Random(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Pixels"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 16);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 120)
            .Select(i => new Row([.. Enumerable.Range(0, 16).Select(_ => (i % 4 == 0 ? 0.6f : 0) + 0.4f * random.NextSingle())], i % 4 == 0 ? "light" : "dark")).ToArray(), schema);
    }

    private sealed record Row(float[] Pixels, string Label);
}
