using System.Numerics;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class SeedsTests
{
    [TestMethod]
    public void EveryPartOfEverySeedHasItsOwn()
    {
        SeedPurpose[] purposes = Enum.GetValues<SeedPurpose>();
        Assert.HasCount(purposes.Length, purposes.Distinct());
        int[] derived = [.. from seed in Enumerable.Range(-50, 100) from purpose in purposes from index in Enumerable.Range(0, 4) select Seeds.Derive(seed, purpose, index)];
        // Two of n numbers of 32 bits are equal n^2 / 2^33 times by chance: here .008.
        Assert.HasCount(derived.Length, derived.Distinct());
    }

    /// <summary>One bit of the seed, or the next purpose, changes half the bits.</summary>
    [TestMethod]
    public void SeedsAreMixed()
    {
        double BitsChanged(Func<int, int> change) => Enumerable.Range(0, 1000).Average(seed => BitOperations.PopCount((uint)(Seeds.Derive(seed, SeedPurpose.BatchOrder) ^ change(seed))));
        Assert.AreEqual(16, BitsChanged(seed => Seeds.Derive(seed ^ 1, SeedPurpose.BatchOrder)), 0.5);
        Assert.AreEqual(16, BitsChanged(seed => Seeds.Derive(seed, SeedPurpose.ValidationSplit)), 0.5);
        Assert.AreEqual(16, BitsChanged(seed => Seeds.Derive(seed, SeedPurpose.BatchOrder, 1)), 0.5);
    }

    /// <summary>What a user's seed means does not change unnoticed.</summary>
    [TestMethod]
    public void DerivedSeedsStayAsTheyAre()
    {
        Assert.AreEqual(-1477605343, Seeds.Derive(1, SeedPurpose.InitialWeights));
        Assert.AreEqual(1355119198, Seeds.Derive(-7, SeedPurpose.AddedRows, 3));
    }
}
