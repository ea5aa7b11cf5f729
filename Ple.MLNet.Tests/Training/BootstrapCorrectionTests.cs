using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Training;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Training;

/// <summary>What a correction cost in likelihood is told: in the summary, in the saved file, on the channel.</summary>
[TestClass]
public class BootstrapCorrectionTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void WithoutCorrectionThereIsNoChangeAndWeightZeroChangesNothing()
    {
        using PleGenerativeTransformer plain = Fit(CorrectionKind.None), continued = Fit(CorrectionKind.Weight, weight: 0);
        Assert.IsNull(plain.Summary.CorrectionLikelihoodChange);
        Assert.AreEqual(0.0, continued.Summary.CorrectionLikelihoodChange);
    }

    /// <summary>The same by the public bound, with other noise: the difference of two fits that differ in the weight alone.</summary>
    [TestMethod]
    public void TheChangeIsThatOfTheTrainingRowsBound()
    {
        using PleGenerativeTransformer continued = Fit(CorrectionKind.Weight, weight: 0), corrected = Fit(CorrectionKind.Weight, weight: 10);
        IDataView rows = _mlContext.Data.LoadFromEnumerable(Enumerable.Repeat(Rows(), 200).SelectMany(r => r));
        double expected = corrected.AverageLogLikelihoodBound(rows) - continued.AverageLogLikelihoodBound(rows);
        double change = corrected.Summary.CorrectionLikelihoodChange!.Value;
        Assert.AreEqual(expected, change, 0.02 * Math.Abs(expected));
    }

    [TestMethod]
    public void TheChangeIsOfTheWeightThatWasChosen()
    {
        using PleGenerativeTransformer automatic = Fit(CorrectionKind.Automatic);
        using PleGenerativeTransformer same = Fit(CorrectionKind.Weight, automatic.Summary.CorrectionWeight!.Value);
        Assert.AreEqual(same.Summary.CorrectionLikelihoodChange, automatic.Summary.CorrectionLikelihoodChange);
        AssertSame(Read(same.Generate(20)), Read(automatic.Generate(20)));
    }

    [TestMethod]
    public void TheChangeSurvivesSaving()
    {
        using PleGenerativeTransformer generator = Fit(CorrectionKind.Weight, weight: 2);
        using var file = new MemoryStream();
        _mlContext.Model.Save(generator, Data(_mlContext).Schema, file);
        using var loaded = (PleGenerativeTransformer)new MLContext().Model.Load(file, out _);
        Assert.IsNotNull(loaded.Summary.CorrectionLikelihoodChange);
        Assert.AreEqual(generator.Summary.CorrectionLikelihoodChange, loaded.Summary.CorrectionLikelihoodChange);
    }

    [TestMethod]
    public void ACostlyCorrectionIsHalvedOrLeftOutAndEveryOneIsTold()
    {
        List<string> cheap = Messages(weight: 0, most: 0.02, out double cheapChange), costly = Messages(weight: 10, most: 0.02, out double costlyChange);
        Assert.AreEqual(0.0, cheapChange);
        Assert.IsGreaterThanOrEqualTo(-0.02 * Size, costlyChange);
        Assert.Contains(m => m.StartsWith("Info", StringComparison.Ordinal) && m.Contains("Correction by weight 0: the bound"), cheap);
        Assert.Contains(m => m.StartsWith("Info", StringComparison.Ordinal) && m.Contains("Correction by weight 5: the bound"), costly);
        Assert.DoesNotContain(m => m.StartsWith("Warning", StringComparison.Ordinal), cheap);
        Assert.Contains(m => m.StartsWith("Warning", StringComparison.Ordinal) && m.Contains("nats of likelihood a row, more than"), costly);
        List<string> unbounded = Messages(weight: 10, most: null, out double fullChange);
        Assert.IsLessThan(-0.02 * Size, fullChange);
        Assert.DoesNotContain(m => m.StartsWith("Warning", StringComparison.Ordinal), unbounded);
    }

    private static List<string> Messages(double weight, double? most, out double change)
    {
        var mlContext = new MLContext(seed: 1);
        var messages = new List<string>();
        mlContext.Log += (_, e) => messages.Add($"{e.Kind} {e.RawMessage}");
        using PleGenerativeTransformer generator = Fit(CorrectionKind.Weight, weight, mlContext, most);
        change = generator.Summary.CorrectionLikelihoodChange!.Value;
        return messages;
    }

    private static PleGenerativeTransformer Fit(CorrectionKind kind, double weight = 1, MLContext? mlContext = null, double? most = null)
    {
        GenerativeTrainerOptions plain = Options();
        return SmallGenerator.Fit(mlContext ?? _mlContext, new()
        {
            FeatureColumnName = plain.FeatureColumnName, Model = plain.Model, Sampling = plain.Sampling, Steps = plain.Steps, BatchSize = plain.BatchSize, Seed = plain.Seed,
            Correction = new() { Kind = kind, Weight = weight, Steps = 40, LargestLikelihoodLoss = most },
        });
    }
}
