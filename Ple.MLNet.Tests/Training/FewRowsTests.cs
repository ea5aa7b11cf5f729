using Microsoft.ML;
using Ple.MLNet.Generation;
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
