using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Training;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Generation;

[TestClass]
public class PleGenerativeTransformerTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly PredictionEngineOptions _shared = new() { OwnsTransformer = false };
    private static PleGenerativeTransformer _generator = null!;

    [ClassInitialize]
    public static void Fit(TestContext _) => _generator = SmallGenerator.Fit(_mlContext);

    [ClassCleanup]
    public static void Dispose() => _generator.Dispose();

    [TestMethod]
    public void OneRowOutForEachRowInAndNoInputColumnThrough()
    {
        IDataView made = _generator.Transform(Data(_mlContext, 100));
        CollectionAssert.AreEqual(new[] { "Features" }, made.Schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, Size), made.Schema["Features"].Type);
        float[][] rows = Read(made);
        Assert.HasCount(100, rows);
        Assert.IsTrue(rows.All(r => r.All(float.IsFinite)));
        Assert.AreNotEqual(rows[0][0], rows[1][0]);
    }

    [TestMethod]
    public void EveryWayToAskGivesTheSameRows()
    {
        float[][] expected = Read(_generator.Generate(1100));
        AssertSame(expected, Read(_generator.Generate(1100)));
        AssertSame(expected, Read(_generator.Transform(Data(_mlContext, 1100))));
        AssertSame(expected[..77], Read(_generator.Generate(77)));
        AssertSame(expected, Read(_mlContext.Data.Cache(_generator.Generate(1100))));
        AssertSame(expected[1000..1050], Read(_mlContext.Data.SkipRows(_mlContext.Data.TakeRows(_generator.Generate(1100), 1050), 1000)));
        AssertSame(expected[..32], [.. _generator.Generate(1100).Preview(32).RowView.Select(r => ((VBuffer<float>)r.Values[0].Value).DenseValues().ToArray())]);
    }

    [TestMethod]
    public void CursorsReadInterleavedOrInParallelGiveTheSameRows()
    {
        IDataView made = _generator.Generate(1100);
        float[][] expected = Read(made);
        float[][][] parallel = new float[4][][];
        Parallel.For(0, 4, i => parallel[i] = Read(made));
        foreach (float[][] rows in parallel)
            AssertSame(expected, rows);

        DataViewSchema.Column column = made.Schema["Features"];
        var seen = new List<float[]>();
        foreach (DataViewRowCursor cursor in made.GetRowCursorSet([column], 4))
        {
            using (cursor)
            {
                ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
                VBuffer<float> row = default;
                while (cursor.MoveNext())
                {
                    getter(ref row);
                    seen.Add([.. row.DenseValues()]);
                }
            }
        }
        AssertSame(expected, [.. seen]);
    }

    [TestMethod]
    public void PredictionEngineGivesSingleRows()
    {
        float[][] expected = Read(_generator.Generate(1030));
        using PredictionEngine<Row, Made> engine = _mlContext.Model.CreatePredictionEngine<Row, Made>(_generator, _shared);
        AssertSame(expected, [.. Enumerable.Range(0, 1030).Select(_ => engine.Predict(new() { Features = new float[Size] }).Features)]);
    }

    [TestMethod]
    public void AnotherSeedGivesOtherRows()
    {
        Assert.AreNotEqual(Read(_generator.Generate(1))[0][0], Read(_generator.Generate(1, seed: 6))[0][0]);
        Assert.IsEmpty(Read(_generator.Generate(0)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _generator.Generate(-1));
    }

    [TestMethod]
    public void ComposesInAPipeline()
    {
        var chain = _generator.Append(_mlContext.Transforms.NormalizeMinMax("Features").Fit(Data(_mlContext)));
        Assert.HasCount(50, Read(chain.Transform(Data(_mlContext, 50))));
        using PredictionEngine<Row, Made> engine = _mlContext.Model.CreatePredictionEngine<Row, Made>(chain, _shared);
        Assert.HasCount(Size, engine.Predict(new() { Features = new float[Size] }).Features);
    }

    [TestMethod]
    public void SavedAndLoadedItGivesTheSameRows()
    {
        foreach (GenerativeTrainerOptions options in new[] { Options(), Options(EstimationMethod.Hypernetwork, CorrectionKind.Weight) })
        {
            using PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext, options);
            using var file = new MemoryStream();
            _mlContext.Model.Save(generator, Data(_mlContext).Schema, file);
            using var loaded = (PleGenerativeTransformer)new MLContext().Model.Load(file, out DataViewSchema schema);
            AssertSame(Read(generator.Generate(150)), Read(loaded.Generate(150)));
            Assert.AreEqual(JsonSerializer.Serialize(generator.Summary), JsonSerializer.Serialize(loaded.Summary));
            Assert.AreEqual(generator.AverageLogLikelihoodBound(Data(_mlContext)), loaded.AverageLogLikelihoodBound(Data(_mlContext)));
            Assert.IsNotNull(schema.GetColumnOrNull("Features"));
        }
    }

    [TestMethod]
    public void ShapeAndSlotNamesOfTheColumnSurviveFittingAndSaving()
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2, 4);
        string[] slots = ["a", "b", "c", "d", "e", "f", "g", "h"];
        definition["Features"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(Size, [.. slots.Select(s => s.AsMemory())]),
            new VectorDataViewType(TextDataViewType.Instance, Size));
        IDataView data = _mlContext.Data.LoadFromEnumerable(Rows(), definition);
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(Options()).Fit(data);
        using var file = new MemoryStream();
        _mlContext.Model.Save(generator, data.Schema, file);
        using var loaded = (IDisposable)new MLContext().Model.Load(file, out DataViewSchema schema);
        DataViewSchema.Column column = ((ITransformer)loaded).GetOutputSchema(schema)["Features"];
        Assert.AreEqual(definition["Features"].ColumnType, column.Type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        CollectionAssert.AreEqual(slots, names.DenseValues().Select(n => n.ToString()).ToArray());
    }

    [TestMethod]
    public void DisposedTwiceAndUsedAfterwards()
    {
        PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext);
        IDataView rows = generator.Generate(3);
        generator.Dispose();
        generator.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Generate(3));
        Assert.ThrowsExactly<ObjectDisposedException>(() => Read(rows));
    }

    [TestMethod]
    public void TheBoundIsCheckedAgainstColumnAndRows()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _generator.AverageLogLikelihoodBound(_mlContext.Data.LoadFromEnumerable(new[] { new { Other = 1f } })));
        StringAssert.Contains(
            Assert.Throws<Exception>(() => _generator.AverageLogLikelihoodBound(_mlContext.Data.LoadFromEnumerable<Row>([]))).Message, "no rows");
    }

    [TestMethod]
    public void Dispose_WithCursorsAndEnginesOpen_IsSaidThere()
    {
        PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext);
        IDataView made = generator.Generate(3000);
        DataViewSchema.Column column = made.Schema["Features"];
        using DataViewRowCursor cursor = made.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        cursor.MoveNext();
        getter(ref row);
        PredictionEngine<Row, Row> engine = _mlContext.Model.CreatePredictionEngine<Row, Row>(generator, _shared);

        generator.Dispose();
        generator.Dispose();

        string name = Assert.ThrowsExactly<ObjectDisposedException>(() =>
        {
            while (cursor.MoveNext())
                getter(ref row);
        }).ObjectName;
        Assert.AreEqual(typeof(PleGenerativeTransformer).FullName, name);
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Predict(new()));
        Assert.ThrowsExactly<ObjectDisposedException>(() => made.GetRowCursor([column]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Generate(1));
    }
}
