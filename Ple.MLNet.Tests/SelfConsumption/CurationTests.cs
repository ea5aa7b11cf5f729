using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Tests.SelfConsumption;

[TestClass]
public class CurationTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Of two rows with scores 0 and log 3 the second is kept three times of four.</summary>
    [TestMethod]
    public void AChoiceIsInProportionToTheExponentialOfTheScore()
    {
        const int Count = 4000;
        float[] kept = Picked(Curation.Choice(Scorer(value => value * MathF.Log(3)), among: 2), Count, position => position % 2);
        Assert.HasCount(Count, kept);
        Assert.AreEqual(0.75, kept.Average(), 4 * Math.Sqrt(0.75 * 0.25 / Count));
    }

    [TestMethod]
    public void AChoiceAmongManyTakesOneOfEach()
    {
        float[] kept = Picked(Curation.Choice(Scorer(value => 1000 * (value % 5)), among: 5), 20, position => position);
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => 5f * i + 4).ToArray(), kept);
    }

    [TestMethod]
    public void AVerifierKeepsWhatItHoldsForGoodUntilThereIsEnough()
    {
        float[] kept = Picked(Curation.Verifier(Scorer(value => value % 10 / 10), threshold: 0.8, "Score"), 30, position => position);
        Assert.HasCount(30, kept);
        Assert.IsTrue(kept.All(value => value % 10 >= 8));
        CollectionAssert.AreEqual(new[] { 8f, 9f, 18f }, kept[..3]);
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => Picked(Curation.Verifier(Scorer(_ => 0.1f), 0.9, "Score"), 5, position => position)).Message, "keeps 0 of");
        foreach (Curation curation in (Curation[])[Curation.Choice(Scorer(value => value == 3 ? float.NaN : 1), 2), Curation.Verifier(Scorer(value => value == 3 ? float.NaN : 1), 0.5, "Score")])
            StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => Picked(curation, 5, position => position)).Message, "holds NaN in row 3");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Curation.Verifier(Scorer(_ => 0), 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Curation.Choice(Scorer(_ => 0), 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => Curation.Choice(null!, 2));
    }

    /// <summary>What the second generation of a loop is fitted to.</summary>
    private static float[] Picked(Curation curation, int count, Func<int, float> valueAt)
    {
        var estimator = new ByPosition(_mlContext, valueAt);
        _mlContext.Ple.SelfConsumingLoop(estimator, new SelfConsumingLoopOptions { Generations = 1, Rows = count, Curation = curation, Seed = 1 }).Fit(View([1, 2, 3]));
        return estimator.Seen[1];
    }

    private static Microsoft.ML.Transforms.CustomMappingTransformer<One, Scored> Scorer(Func<float, float> score)
        => _mlContext.Transforms.CustomMapping<One, Scored>((input, output) => output.Score = score(input.Value), contractName: null).Fit(View([]));

    private static IDataView View(float[] values) => _mlContext.Data.LoadFromEnumerable(values.Select(v => new One { Value = v }).ToArray());

    private sealed class One
    {
        public float Value { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    /// <summary>Makes rows that are known by their position.</summary>
    private sealed class ByPosition(MLContext mlContext, Func<int, float> valueAt) : IEstimator<ByPosition.Transformer>
    {
        public List<float[]> Seen { get; } = [];

        public Transformer Fit(IDataView input)
        {
            Seen.Add([.. input.GetColumn<float>("Value")]);
            return new(mlContext, valueAt);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        public sealed class Transformer(MLContext mlContext, Func<int, float> valueAt) : ITransformer, IRowGenerator
        {
            public bool IsRowToRowMapper => false;

            public IDataView Generate(long count, int seed)
                => mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, (int)count).Select(i => new One { Value = valueAt(i) }).ToArray());

            public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

            public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

            public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

            public IDataView Transform(IDataView input) => input;
        }
    }
}
