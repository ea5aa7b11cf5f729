using System.Globalization;
using Ple.MLNet.Samples.Tabular;

namespace Ple.MLNet.Tests.Samples.Tabular;

[TestClass]
public class TabularCommandTests
{
    private static readonly string[] _treatments = ["none", "threshold", "class weights", "corrected weights", "random oversampling", "smote", "mle", "ple", "corrected", "filtered", "filtered smote", "trees", "filtered trees", "forest", "filtered forest", "mixture", "both classes", "bagging"];

    [TestMethod]
    [DataRow("t.csv", ',', new[] { 200, 40 })]
    [DataRow("t.txt.gz", '\t', new[] { 160, 50, 20 })]
    [TestCategory("Long")]
    public void RunsEveryTreatmentWithEveryClassifier(string name, char separator, int[] sizes)
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--data", TinyTable.Write(folder, name, separator, "\n", sizes), "--label", "Class", "--exclude", "Id", "--preset", "smoke", "--output", folder["out"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));

        string[] scores = File.ReadAllLines(folder["out/tabular.csv"]);
        Assert.AreEqual("augmentation,downstream,ratio,seed,average_precision,roc_auc,f1,balanced_accuracy,seconds,log_loss,probability_ratio,calibration_slope", scores[0]);
        string[][] rows = [.. scores.Skip(1).Select(line => line.Split(','))];
        string[] treatments = sizes.Length == 2 ? _treatments : [.. _treatments.Except(["corrected weights", "bagging"])]; // of two classes
        CollectionAssert.AreEqual(treatments.SelectMany(t => (string[])[$"{t} LightGbm", $"{t} RegularisedLightGbm", $"{t} LogisticRegression"]).ToArray(), rows.Select(r => $"{r[0]} {r[1]}").ToArray());
        Assert.IsTrue(rows.All(r => r.Skip(4).Take(4).All(cell => double.Parse(cell, CultureInfo.InvariantCulture) is >= 0 and <= 1)));
        Assert.IsTrue(rows.All(r => r[2] == "0.3333333" && r[3] == "1"));
        // The same model with another threshold: the same ranking.
        CollectionAssert.AreEqual(rows[0][4..6], rows[3][4..6]);

        string[] quality = File.ReadAllLines(folder["out/quality.csv"]);
        Assert.AreEqual("augmentation,metric,column,value", quality[0]);
        CollectionAssert.AreEqual(_treatments[4..^2], quality.Skip(1).Select(l => l.Split(',')[0]).Distinct().ToArray());
        Assert.Contains("smote,TotalVariation,\"Color, outside\",", string.Join('\n', quality));
        foreach (string expected in (string[])["average precision", "balanced accuracy", "rank", "LogisticRegression, ratio 0.33"])
            StringAssert.Contains(run.Output, expected);
    }

    /// <summary>Another program gets the training rows, and its rows become an arm: with none of its own, the arm is that without new rows.</summary>
    [TestMethod]
    public void RowsOfAnotherProgramAreAnArm()
    {
        using var folder = new TestFolder();
        string table = TinyTable.Write(folder, "t.csv", sizes: [100, 40]);
        string[] arguments = ["--data", table, "--label", "Class", "--exclude", "Id", "--preset", "smoke", "--arms", "none, smote", "--exchange", folder["exchange"], "--output", folder["out"]];
        Assert.AreEqual((0, ""), (Run(arguments).ExitCode, Run(arguments).Errors));
        Assert.HasCount(1 + 6, File.ReadAllLines(folder["out/tabular.csv"]));
        File.Copy(folder["exchange/train-1.csv"], folder["exchange/rows-1.csv"]);
        Assert.AreEqual(0, Run(arguments).ExitCode);
        string[][] rows = [.. File.ReadAllLines(folder["out/tabular.csv"]).Skip(1).Select(line => line.Split(','))];
        CollectionAssert.AreEqual(rows.Where(r => r[0] == "none").Select(r => string.Join(' ', r[4..8])).ToArray(), rows.Where(r => r[0] == "given rows").Select(r => string.Join(' ', r[4..8])).ToArray());
        File.WriteAllText(folder["exchange/rows-1.csv"], File.ReadAllText(folder["exchange/train-1.csv"]).Replace("Size", "Volume", StringComparison.Ordinal));
        StringAssert.Contains(Run(arguments).Errors, "is missing, or not");
        StringAssert.Contains(Run("--data", table, "--label", "Class", "--arms", "magic").Errors, "no arm 'magic'");
    }

    [TestMethod]
    [DataRow("--ratio", "2", "--ratio is 2; it must be 0.001 to 1")]
    [DataRow("--seeds", "0", "--seeds is 0; it must be 1 to 100")]
    [DataRow("--preset", "huge", "'huge' not recognized")]
    [DataRow("--label", "Nope", "has no column 'Nope'")]
    [DataRow("--label", "", "has no column ''")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--data", TinyTable.Write(folder, "t.csv", sizes: [50, 10]), option, value, "--output", folder["out"]);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [TestMethod]
    public void TablesThatCannotBeComparedAreNamed()
    {
        using var folder = new TestFolder();
        StringAssert.Contains(Run("--data", TinyTable.Write(folder, "one.csv", sizes: [50])).Errors, "Error: --data needs --label");
        StringAssert.Contains(Run("--data", folder["one.csv"], "--label", "Class").Errors, "one class only, 'class0'");
        StringAssert.Contains(Run("--data", TinyTable.Write(folder, "rare.csv", sizes: [50, 3]), "--label", "Class").Errors, "'class1' has 3 rows");
        StringAssert.Contains(Run("--data", folder["rare.csv"], "--label", "Class", "--exclude", "Id", "Size", "Count", "Color, outside").Errors, "no column beside 'Class'");
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(TabularCommand.Create(), arguments);
}
