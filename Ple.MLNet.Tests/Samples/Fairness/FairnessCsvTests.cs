using System.Globalization;
using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Tests.Samples.Fairness;

[TestClass]
public class FairnessCsvTests
{
    [TestMethod]
    public void OldColumnsStandFirstAndMeanWhatTheyMeant()
    {
        StringAssert.StartsWith(FairnessCsv.Header,
            "method,seed,imbalance_ratio,fid_majority,fid_minority,fairness_ratio,minority_frequency,real_minority_frequency,elbo,seconds,");
        StringAssert.EndsWith(FairnessCsv.Header, ",nelbo_training_mix,nelbo_majority,nelbo_minority,learning_rate,correction_weight,model,majority,minority");
        using var folder = new TestFolder();
        FairnessResult result = FairnessTableTests.Result("corrected", seed: 3, fidMinority: 90) with { CorrectionWeight = 1.5 };
        FairnessCsv.Write(folder["fairness.csv"], [result]);
        // The means over the oracles; elbo over the held-out images, half of which are of the minority class here.
        Assert.AreEqual("corrected,3,10,40.5,90,2.25,0.08,0.09090909,-121,1.5,112,110,132,0.02,1.5,vae,3,6", File.ReadAllLines(folder["fairness.csv"])[1]);
    }

    [TestMethod]
    public void EachOracleHasALine()
    {
        using var folder = new TestFolder();
        FairnessCsv.WriteOracles(folder["oracles.csv"], [FairnessTableTests.Result("mle", seed: 3, fidMinority: 90), FairnessTableTests.Result("ple", seed: 3, fidMinority: 80)]);
        string[] lines = File.ReadAllLines(folder["oracles.csv"]);
        Assert.AreEqual("seed,method,oracle,accuracy,fid_majority,fid_minority,fairness_ratio,minority_frequency,neither_class,model,majority,minority", lines[0]);
        Assert.HasCount(1 + 2 * 3, lines);
        Assert.AreEqual("3,mle,2,0.98,40.5,90,2.25,0.08,0.01,vae,3,6", lines[2]);
        Assert.AreEqual("3,ple,3,0.96,41.5,85,2.35,0.09,0.01,vae,3,6", lines[6]);
    }

    [TestMethod]
    public void NumbersAreInvariant()
    {
        using var folder = new TestFolder();
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            FairnessCsv.Write(folder["fairness.csv"], [FairnessTableTests.Result("mle", seed: 3, fidMinority: double.NaN)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.AreEqual("mle,3,10,40.5,NaN,2.25,0.08,0.09090909,-121,1.5,112,110,132,0.02,NaN,vae,3,6", File.ReadAllLines(folder["fairness.csv"])[1]);
    }
}
