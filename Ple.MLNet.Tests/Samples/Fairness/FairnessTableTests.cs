using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Spectre.Console;

namespace Ple.MLNet.Tests.Samples.Fairness;

[TestClass]
public class FairnessTableTests
{
    private static readonly FairnessResult[] _results =
    [
        Result("mle", seed: 1, fidMinority: 70), Result("ple", seed: 1, fidMinority: 50),
        Result("mle", seed: 2, fidMinority: 90), Result("ple", seed: 2, fidMinority: 74),
    ];

    [TestMethod]
    public void MeansComeWithStandardErrors()
    {
        string text = Text(FairnessTable.OfMeans(_results));
        StringAssert.Contains(text, "80.0 ± 10.0");
        StringAssert.Contains(text, "62.0 ± 12.0");
        StringAssert.Contains(text, "136.0 ± 0.0"); // -ELBO
    }

    [TestMethod]
    public void DifferencesArePairedOverSeeds()
    {
        string text = Text(FairnessTable.OfDifferences(_results, baseline: "mle"));
        StringAssert.Contains(text, "-18.0 ± 2.0");
        Assert.DoesNotContain("80.0", text);
    }

    [TestMethod]
    public void NumbersThatAreNotAvailableAreLeftOut()
    {
        Assert.AreEqual("n/a", MeanAndError.Of([double.NaN]).ToString("0.0"));
        Assert.AreEqual("3.0", MeanAndError.Of([3, double.NaN]).ToString("0.0"));
        Assert.AreEqual("+3.0 ± 1.0", MeanAndError.Of([2, 4, double.NaN]).ToString("+0.0;-0.0"));
    }

    [TestMethod]
    public void ZeroHasNoSign()
    {
        FairnessResult lower = _results[1] with { Elbo = _results[0].Elbo + 1e-5 };
        string text = Text(FairnessTable.OfDifferences([_results[0], lower], baseline: "mle"));
        Assert.DoesNotContain("+0.0", text);
        Assert.DoesNotContain("-0.0", text);
    }

    [TestMethod]
    public void CsvIsInvariant()
    {
        using var folder = new TestFolder();
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            FairnessCsv.Write(folder["fairness.csv"], [Result("mle", seed: 3, fidMinority: double.NaN)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.AreEqual("mle,3,10,40.5,NaN,2.25,0.08,0.09090909,-136,1.5", File.ReadAllLines(folder["fairness.csv"])[1]);
    }

    private static FairnessResult Result(string method, int seed, double fidMinority) =>
        new(method, seed, 10, new(40.5, fidMinority, 2.25, 0.08), RealMinorityFrequency: 1.0 / 11, NeitherClass: 0.01, Elbo: -136, Seconds: 1.5);

    private static string Text(Table table)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;
        console.Write(table);
        return writer.ToString();
    }
}
