using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tests.Tables;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class PlausibleSamplingTests
{
    private readonly MLContext _ml = new(1);

    /// <summary>Half of the rare class lies among the other one: copies of that half are implausible.</summary>
    [TestMethod]
    public void RowsThatLookLikeAnotherClassAreLeftOut()
    {
        IDataView table = HalfHidden();
        double Hidden(RowSampling sampler) => Rows(table, sampler, 260).Average(x => x == 0 ? 1.0 : 0.0);
        Assert.AreEqual(.5, Hidden(new RandomOverSampling()), .15);
        Assert.AreEqual(0, Hidden(new PlausibleSampling(new RandomOverSampling())));
    }

    [TestMethod]
    public void TheMostPlausibleRowsFillUpWhereTooFewAre()
    {
        // All but 2 of 40 rare rows are hidden: copies of the 2 cannot be enough.
        float[] x = Rows(HalfHidden(visible: 2), new PlausibleSampling(new RandomOverSampling()), 1040);
        Assert.HasCount(1000, x);
        int visible = x.Count(v => v == 1);
        Assert.AreEqual(4000 * 2 / 40.0, visible, 4 * Math.Sqrt(4000 * .05 * .95));
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameRowsOfTheClassesAskedFor()
    {
        IDataView table = ImbalancedTable.Make(_ml, 200, 40, 20);
        AugmentationOptions options = new() { Sampler = new PlausibleSampling(new SmoteSampling()), Strategy = SamplingStrategy.Auto, ExcludedColumnNames = ["Id", "IsRare"], Seed = 1 };
        List<string> made = MixedTable.Dump(_ml.Ple.GenerateRows(table, options));
        CollectionAssert.AreEqual(made, MixedTable.Dump(_ml.Ple.GenerateRows(table, options)));
        Assert.AreEqual(160, made.Count(r => r.StartsWith("class1|", StringComparison.Ordinal)));
        Assert.AreEqual(180, made.Count(r => r.StartsWith("class2|", StringComparison.Ordinal)));
        Assert.AreEqual(340, made.Count);
    }

    [TestMethod]
    public void WithoutAnotherClassEveryRowIsPlausible()
    {
        IDataView table = ImbalancedTable.Make(_ml, 30);
        List<string> Rows(RowSampling sampler) => MixedTable.Dump(_ml.Ple.GenerateRows(table, new()
        {
            Strategy = SamplingStrategy.Counts(new Dictionary<string, long> { ["class0"] = 50 }), Sampler = sampler, Seed = 1,
        }));

        CollectionAssert.AreEqual(Rows(new RandomOverSampling()), Rows(new PlausibleSampling(new RandomOverSampling())));
    }

    private float[] Rows(IDataView table, RowSampling sampler, long rare) => [.. _ml.Ple.GenerateRows(table, new()
    {
        Sampler = sampler,
        Strategy = SamplingStrategy.Counts(new Dictionary<string, long> { ["rare"] = rare }),
    }).GetColumn<float>("X")];

    private IDataView HalfHidden(int visible = 20) => _ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, 40).Select(i => new { Label = "rare", X = i < visible ? 1f : 0f })
            .Concat(Enumerable.Range(0, 400).Select(i => new { Label = "usual", X = i < 10 ? 1f : 0f })));
}
