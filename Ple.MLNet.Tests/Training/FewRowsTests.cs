using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

/// <summary>Tables from 2 rows on are learnt with default options.</summary>
[TestClass]
public class FewRowsTests
{
    private static readonly MLContext _ml = new(seed: 1);

    public enum Kind
    {
        Vector,
        Table,
        TableWithCondition,
    }

    [TestMethod]
    [DataRow(Kind.Vector)]
    [DataRow(Kind.Table)]
    [DataRow(Kind.TableWithCondition)]
    public void EveryNumberOfRowsFrom2To130IsLearnt(Kind kind)
    {
        var refused = new List<string>();
        for (int rows = 2; rows <= 130; rows++)
        {
            try
            {
                Fit(kind, rows, new() { Steps = 2 });
            }
            catch (Exception e)
            {
                refused.Add($"{rows} rows: {e.GetType().Name}: {e.Message}");
            }
        }
        Assert.IsEmpty(refused, $"{refused.Count} refused, the first {refused.FirstOrDefault()}, the last {refused.LastOrDefault()}");
    }

    [TestMethod]
    [DataRow(Kind.Vector, 2)]
    [DataRow(Kind.Table, 3)]
    [DataRow(Kind.TableWithCondition, 65)]
    [DataRow(Kind.Table, 130)]
    public void TheWholeDefaultCorrectionRuns(Kind kind, int rows) => Fit(kind, rows, new());

    /// <summary>One class with a single row, and all of them, with and without batch norm, rows set apart and a hypernetwork.</summary>
    [TestMethod]
    [DataRow(2, 0.15)]
    [DataRow(3, 0.5)]
    [DataRow(7, 0.5)]
    [DataRow(40, 0.0)]
    public void ClassesOfOneRowAreLearnt(int rows, double apart)
    {
        foreach (bool areAllSingle in (bool[])[true, false])
        {
            IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new { X = i * 1.5f, Class = areAllSingle ? $"class{i}" : i == 1 ? "single" : "usual" }).ToArray());
            foreach (bool batchNorm in (bool[])[true, false])
            {
                foreach (EstimationMethod method in Enum.GetValues<EstimationMethod>())
                {
                    using PleGenerativeTransformer generator = _ml.Ple.GenerativeTrainer(new()
                    {
                        ConditionColumnName = "Class", Model = new VaeOptions { BatchNorm = batchNorm }, Method = method,
                        EarlyStopping = new() { ValidationFraction = apart, EverySteps = 1 }, Steps = 3, Correction = new() { Steps = 2 }, Seed = 1,
                    }).Fit(data);
                    Assert.HasCount(rows, MixedTable.Dump(generator.Transform(data)));
                    Assert.HasCount(3, MixedTable.Dump(generator.Generate(3, areAllSingle ? "class0" : "single")));
                }
            }
        }
    }

    /// <summary>Batch norm needs two rows in a batch: an odd row at the end must not come alone.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(131)]
    public void BatchesOfTwoAndAnOddLastRowAreLearnt(int rows)
    {
        using PleGenerativeTransformer generator = _ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", BatchSize = 2, Steps = 10, Correction = new() { Steps = 2 }, Method = EstimationMethod.Hypernetwork, Seed = 1,
        }).Fit(SmallGenerator.Data(_ml, rows));
        Assert.IsTrue(SmallGenerator.Read(generator.Generate(rows)).All(r => r.All(float.IsFinite)));
        Assert.AreEqual(rows >= 4, generator.Summary.HypernetworkSpread is not null, "Two batches tell a spread, one does not.");
    }

    [TestMethod]
    public void AugmentationLearnsFewRowsToo()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(i => new { X = i * 1.5f, Label = i == 4 ? "rare" : "usual" }).ToArray());
        var sampler = new Ple.MLNet.Augmentation.GeneratorSampling { Trainer = new() { Steps = 2, Correction = new() { Steps = 2 } } };
        Assert.HasCount(7, MixedTable.Dump(_ml.Ple.GenerateRows(data, new() { Sampler = sampler, Strategy = Ple.MLNet.Augmentation.SamplingStrategy.Auto })));
    }

    /// <summary>The rows behind the last whole block have the same noise whatever stands behind them.</summary>
    [TestMethod]
    public void MoreRowsLeaveTheFirstOnesAsTheyAre()
    {
        using PleGenerativeTransformer generator = SmallGenerator.Fit(_ml);
        float[][] many = SmallGenerator.Read(generator.Generate(130));
        SmallGenerator.AssertSame(many[..70], SmallGenerator.Read(generator.Generate(70)));
    }

    private static void Fit(Kind kind, int rows, CorrectionOptions correction)
    {
        IDataView data = kind == Kind.Vector
            ? SmallGenerator.Data(_ml, rows)
            : _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new Payment { Amount = i * 1.5f, Shop = i % 3 == 0 ? "a" : "b", Class = i % 5 == 0 }).ToArray());
        using PleGenerativeTransformer generator = _ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = kind == Kind.Vector ? "Features" : null,
            ConditionColumnName = kind == Kind.TableWithCondition ? "Class" : null,
            Steps = 2,
            Correction = correction,
        }).Fit(data);
        Assert.HasCount(rows, MixedTable.Dump(generator.Transform(data)));
    }

    private sealed class Payment
    {
        public float Amount { get; set; }

        public string Shop { get; set; } = "";

        public bool Class { get; set; }
    }
}
