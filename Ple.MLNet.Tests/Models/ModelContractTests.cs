using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

/// <summary>What every generative model keeps to, the library's and one's own, however it is trained: a new model is a line in <see cref="ContractModels"/>.</summary>
[TestClass]
public class ModelContractTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    public static IEnumerable<object[]> Cases => from model in ContractModels.All from way in ContractModels.Ways select new object[] { model, way };

    public static IEnumerable<object[]> Models => ContractModels.All.Select(model => new object[] { model });

    [ClassInitialize]
    public static void Register(TestContext _) => ContractModels.Register();

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SavedAndLoadedInAFreshContextItMakesTheSameRows(ContractModel model, ContractWay way)
    {
        using PleGenerativeTransformer generator = model.Fit(_mlContext, way);
        Assert.AreEqual(way.IsCorrected, generator.Summary.CorrectionWeight is not null);
        Assert.AreEqual(way.Method == EstimationMethod.Hypernetwork, generator.Summary.Penalty is not null);
        List<string> rows = MixedTable.Dump(generator.Generate(70));
        Assert.HasCount(70, rows);
        Assert.AreNotEqual(rows[0], rows[1]);
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, model.Data(_mlContext).Schema));
        CollectionAssert.AreEqual(rows, MixedTable.Dump(loaded.Generate(70)));
        Assert.AreEqual(JsonSerializer.Serialize(generator.Summary), JsonSerializer.Serialize(loaded.Summary));
        Assert.AreEqual(generator.WeightCount, loaded.WeightCount);
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void ARowDependsOnItsPositionWhateverReadsIt(ContractModel model)
    {
        using PleGenerativeTransformer generator = model.Fit(_mlContext);
        List<string> expected = MixedTable.Dump(generator.Generate(150));
        CollectionAssert.AreEqual(expected[..40], MixedTable.Dump(generator.Generate(40)));
        IDataView made = generator.Generate(150);
        CollectionAssert.AreEqual(expected[100..130], MixedTable.Dump(_mlContext.Data.SkipRows(_mlContext.Data.TakeRows(made, 130), 100)));

        using (DataViewRowCursor first = made.GetRowCursor(made.Schema), second = made.GetRowCursor(made.Schema))
        {
            Func<object>[] ofFirst = Getters(first), ofSecond = Getters(second);
            for (int row = 0; row < 150; row++)
            {
                Assert.IsTrue(first.MoveNext());
                Assert.AreEqual(expected[row], Text(ofFirst));
                if (row % 3 != 0)
                    continue;
                Assert.IsTrue(second.MoveNext()); // behind the first, and in another block of rows
                Assert.AreEqual(expected[row / 3], Text(ofSecond));
            }
        }
        CollectionAssert.AreEqual(model.Prediction(_mlContext, generator, 70),
            MixedTable.Dump(generator.Transform(_mlContext.Data.TakeRows(model.Data(_mlContext), 70))));
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void ASecondFitIsAnIndependentEqualModel(ContractModel model)
    {
        PleGenerativeTransformer first = model.Fit(_mlContext);
        using PleGenerativeTransformer second = model.Fit(_mlContext), other = model.Fit(_mlContext, seed: 6);
        List<string> rows = MixedTable.Dump(first.Generate(40));
        IDataView open = first.Generate(40);
        first.Dispose();
        first.Dispose();
        CollectionAssert.AreEqual(rows, MixedTable.Dump(second.Generate(40)));
        CollectionAssert.AreNotEqual(rows, MixedTable.Dump(other.Generate(40)));
        Assert.ThrowsExactly<ObjectDisposedException>(() => first.Generate(40));
        Assert.ThrowsExactly<ObjectDisposedException>(() => MixedTable.Dump(open));
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void RowsOfAClassAreOfThatClass(ContractModel model)
    {
        using PleGenerativeTransformer generator = model.Fit(_mlContext);
        if (!model.IsConditional)
        {
            Assert.IsEmpty(generator.Classes);
            Assert.ThrowsExactly<InvalidOperationException>(() => generator.Generate(5, "rare"));
            return;
        }
        CollectionAssert.AreEquivalent(new object[] { "rare", "often" }, generator.Classes.Select(c => (object)c.ToString()!).ToArray());
        foreach (string name in new[] { "rare", "often" })
            CollectionAssert.AreEqual(Enumerable.Repeat(name, 30).ToArray(), generator.Generate(30, name).GetColumn<string>("Class").ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void AColumnOfAWrongTypeIsNamed(ContractModel model)
    {
        IDataView wrong = model.Spoil(_mlContext);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => model.Estimator(_mlContext).Fit(wrong)).Message, model.Column);
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void NaNIsRefusedInAVectorAndLearntInATable(ContractModel model)
    {
        IDataView withNaN = model.Data(_mlContext, withNaN: true);
        if (model.IsVector)
        {
            StringAssert.Contains(Assert.Throws<Exception>(() => model.Estimator(_mlContext).Fit(withNaN)).Message, "NaN");
            return;
        }
        using PleGenerativeTransformer generator = model.Estimator(_mlContext).Fit(withNaN);
        Assert.AreEqual(30, generator.Generate(30).GetColumn<float>("Value").Count());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void CancellationStopsTheFit(ContractModel model, ContractWay way)
    {
        using var source = new CancellationTokenSource();
        PleGenerativeTrainer trainer = model.Estimator(_mlContext, way, progress: new Canceller(source), cancellation: source.Token);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(model.Data(_mlContext)));
    }

    private static Func<object>[] Getters(DataViewRow row) => [.. row.Schema.Where(c => !c.IsHidden).Select(c => MixedTable.BoxedGetter(row, c))];

    private static string Text(Func<object>[] getters) => string.Join('|', getters.Select(g => g()));

    /// <summary>Called on the fitting thread.</summary>
    private sealed class Canceller(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
