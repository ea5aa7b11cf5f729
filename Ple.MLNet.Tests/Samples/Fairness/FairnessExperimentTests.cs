using Microsoft.ML;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Tests.Samples.Images;
using Spectre.Console;

namespace Ple.MLNet.Tests.Samples.Fairness;

/// <summary>The experiment with a method that gives stored images back.</summary>
[TestClass]
public class FairnessExperimentTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(0.32, true)]
    [DataRow(0.16, false)]
    public void ABestRateAtTheGridsEdgeIsTold(double rate, bool isTold)
    {
        Run(new(rate, [0.08, 0.16, 0.32]), out string output);
        const string Warning = "warning: seed 1: stored: the best learning rate is 0.32, an edge of the 3 tried from 0.08 to 0.32";
        if (isTold)
            StringAssert.Contains(output, Warning);
        else
            Assert.DoesNotContain("learning rate", output);
    }

    [TestMethod]
    public void OraclesJudgeApartAndAgreeOnClearImages()
    {
        FairnessResult result = Run(new(0.16, [0.08, 0.16, 0.32]), out _);
        Assert.HasCount(3, result.Verdicts);
        Assert.HasCount(3, result.Verdicts.Select(v => v.Scores.FidMajority).Distinct());
        Assert.AreEqual(result.Verdicts.Average(v => v.Scores.FidMinority), result.Scores.FidMinority);
        Assert.AreEqual(0.5, result.Scores.MinorityFrequency, 0.02); // as many of class 2 as of class 0 are stored
        Assert.AreEqual(-104.0, result.ElboOfHeldOut, 1e-9);
        Assert.AreEqual(-100 * 0.8 - 108 * 0.2, result.ElboAtTrainingMix, 0.01); // rows are whole: not quite a fifth
    }

    private static FairnessResult Run(TunedRate rate, out string output)
    {
        using var folder = new TestFolder();
        using var writer = new StringWriter();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        var options = new FairnessOptions
        {
            Preset = FairnessPreset.Smoke with { OracleEpochs = 8, GeneratedRows = 200 }, Model = FairnessModel.All[0], DataFolder = folder.Path, Pairs = [new(0, 2)], ImbalanceRatio = 4, Seeds = 1, OutputFolder = folder["out"],
        };
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 300;
        FairnessResult? result = null;
        Stages.Show(console, stages => result = new FairnessExperiment(_mlContext, [new StoredMethod(rate)]).Run(options, stages, CancellationToken.None).Single());
        Assert.IsTrue(File.Exists(folder["out/stored.png"]));
        output = writer.ToString();
        return result!;
    }

    private sealed class StoredMethod(TunedRate rate) : IFairnessMethod
    {
        public string Name => "stored";

        public FittedGenerator Fit(ImbalancedTask task, ImbalancedTask tuning, int seed, IProgress<double> progress, CancellationToken cancellation)
        {
            ImageDataSet bars = TinyImages.Bars(400, seed: 9);
            ImageDataSet stored = bars.Select([.. Enumerable.Range(0, bars.Count).Where(i => bars.Labels[i] != 1).Take(200)]);
            return new(StoredRows.Model(_mlContext, stored), new ClassBounds(-100, -108), rate, CorrectionWeight: null, Seconds: 1);
        }
    }
}
