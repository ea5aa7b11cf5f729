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
        string text = Text(FairnessTable.OfScores(_results));
        StringAssert.Contains(text, "80.0 ± 10.0");
        StringAssert.Contains(text, "62.0 ± 12.0");
    }

    [TestMethod]
    public void LikelihoodIsShownAtTheTrainingMixAndForEachClass()
    {
        string text = Text(FairnessTable.OfFits(_results));
        foreach (string expected in (string[])["-ELBO", "112.0 ± 0.0", "-ELBO majority", "110.0 ± 0.0", "-ELBO minority", "132.0 ± 0.0"])
            StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void WhatWasChosenIsShownFromLowestToHighest()
    {
        string text = Text(FairnessTable.OfFits(
            [_results[0], _results[2] with { LearningRate = 0.04 }, _results[1] with { CorrectionWeight = 2.5 }, _results[3] with { CorrectionWeight = 2.5 }]));
        StringAssert.Contains(Row(text, "mle"), " 0.02 to 0.04 │ ");
        StringAssert.Contains(Row(text, "mle"), " none │ ");
        StringAssert.Contains(Row(text, "ple"), " 0.02 │ ");
        StringAssert.Contains(Row(text, "ple"), " 2.5 │ ");
    }

    [TestMethod]
    public void DifferencesArePairedOverSeeds()
    {
        string text = Text(FairnessTable.OfDifferences(_results, baseline: "mle", "ple"));
        StringAssert.Contains(text, "-18.0 ± 2.0");
        Assert.DoesNotContain("80.0", text);
    }

    [TestMethod]
    public void DifferencesAreOfTheAskedMethodsAndFromTheAskedBaseline()
    {
        FairnessResult[] results = [Result("mle", 1, 70), Result("continued", 1, 60), Result("corrected", 1, 55), Result("ple", 1, 50)];
        string text = Text(FairnessTable.OfDifferences(results, "continued", "corrected"));
        StringAssert.Contains(text, "difference from continued");
        StringAssert.Contains(Row(text, "corrected"), " -5.0 │");
        Assert.DoesNotContain("mle", text);
        Assert.DoesNotContain("ple", text);
    }

    [TestMethod]
    public void ZeroHasNoSign()
    {
        FairnessResult lower = Result("ple", seed: 1, fidMinority: 70 - 1e-3, bounds: new(-110 + 1e-5, -132 - 1e-5));
        string text = Text(FairnessTable.OfDifferences([_results[0], lower], baseline: "mle", "ple"));
        Assert.DoesNotContain("+", text);
        Assert.DoesNotContain("-0", text);
        Assert.AreEqual("0.0 ± 0.0", MeanAndError.Of([-0.01, -0.02]).ToString("0.0"));
        Assert.AreEqual("-0.1", MeanAndError.Of([-0.06]).ToString("0.0"));
    }

    [TestMethod]
    public void NumbersThatAreNotAvailableAreLeftOut()
    {
        Assert.AreEqual("n/a", MeanAndError.Of([double.NaN]).ToString("0.0"));
        Assert.AreEqual("3.0", MeanAndError.Of([3, double.NaN]).ToString("0.0"));
        Assert.AreEqual("+3.0 ± 1.0", MeanAndError.Of([2, 4, double.NaN]).ToString("0.0", withPlus: true));
    }

    internal static FairnessResult Result(string method, int seed, double fidMinority, ClassBounds? bounds = null) => new()
    {
        Method = method,
        Seed = seed,
        Model = "vae",
        Pair = new(3, 6),
        ImbalanceRatio = 10,
        RealMinorityFrequency = 1.0 / 11,
        Verdicts =
        [
            new(1, 0.97, new(39.5, fidMinority - 5, 2.15, 0.07, 0.01)),
            new(2, 0.98, new(40.5, fidMinority, 2.25, 0.08, 0.01)),
            new(3, 0.96, new(41.5, fidMinority + 5, 2.35, 0.09, 0.01)),
        ],
        Bounds = bounds ?? new(-110, -132),
        HeldOutMinorityFrequency = 0.5,
        LearningRate = 0.02,
        CorrectionWeight = double.NaN,
        Seconds = 1.5,
    };

    private static string Row(string table, string method) => table.Split('\n').Single(line => line.StartsWith($"│ {method} ", StringComparison.Ordinal));

    private static string Text(Table table)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 160;
        console.Write(table);
        return writer.ToString();
    }
}
