using Microsoft.ML;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Training;

/// <summary>What users see when something is wrong with the data or the options.</summary>
[TestClass]
public class BadInputTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void MissingColumn()
        => Refused<ArgumentOutOfRangeException>(Data(_mlContext), new() { FeatureColumnName = "Nope" }, "Could not find", "Nope");

    [TestMethod]
    public void TextColumn()
        => Refused<ArgumentOutOfRangeException>(Data(_mlContext), new() { FeatureColumnName = "Secret" }, "Secret", "known-size vector of Single", "String");

    [TestMethod]
    public void VectorOfUnknownLength()
        => Refused<ArgumentOutOfRangeException>(
            _mlContext.Data.LoadFromEnumerable(new[] { new Loose() }), new() { FeatureColumnName = "Features" }, "Features", "expected known-size vector of Single", "Vector<Single>");

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void NotFinite(float value)
    {
        Row[] rows = Rows();
        rows[7].Features[2] = value;
        Refused<InvalidOperationException>(_mlContext.Data.LoadFromEnumerable(rows), new() { FeatureColumnName = "Features" }, "Features", "row 7", "slot 2");
    }

    [TestMethod]
    public void EmptyTable() => Refused<InvalidOperationException>(Data(_mlContext, 0), new() { FeatureColumnName = "Features" }, "at least 2 rows", "has 0");

    [TestMethod]
    public void OneRow() => Refused<InvalidOperationException>(Data(_mlContext, 1), new() { FeatureColumnName = "Features" }, "at least 2 rows", "has 1");

    [TestMethod]
    public void BatchLargerThanTheTable()
        => Refused<ArgumentOutOfRangeException>(Data(_mlContext, 50), new() { FeatureColumnName = "Features", BatchSize = 51 }, "BatchSize", "51", "at most 50");

    [TestMethod]
    public void ValuesOutsideABernoullisRange()
        => Refused<InvalidOperationException>(Data(_mlContext, scale: 300), new() { FeatureColumnName = "Features", Likelihood = Likelihood.Bernoulli }, "0 to 1", "row 0, slot 0");

    [TestMethod]
    [DataRow("gpu")]
    [DataRow("cuda:x")]
    [DataRow("")]
    public void UnknownDevice(string device)
        => Refused<ArgumentOutOfRangeException>(Data(_mlContext), new() { FeatureColumnName = "Features", Device = device }, "Unknown device", "\"cuda:N\"");

    [TestMethod]
    public void Divergence() => Refused<InvalidOperationException>(
        Data(_mlContext), new() { FeatureColumnName = "Features", LearningRate = 1e30, Steps = 50, Model = new VaeOptions { BatchNorm = false } }, "diverged", "Lower LearningRate");

    /// <summary>A chain asks for the schema of its steps before it fits the first.</summary>
    [TestMethod]
    [DataRow("Nope")]
    [DataRow("Secret")]
    public void TheSchemaIsCheckedBeforeAnythingIsFitted(string column)
    {
        var chain = _mlContext.Transforms.NormalizeMinMax("Features").Append(_mlContext.Ple.GenerativeTrainer(column));
        Row[] unreadable = Rows();
        unreadable[0].Features = [1];
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.Fit(_mlContext.Data.LoadFromEnumerable(unreadable)));
    }

    [TestMethod]
    public void OptionsOutOfRange()
    {
        foreach ((string name, GenerativeTrainerOptions options) in new (string, GenerativeTrainerOptions)[]
        {
            ("Lambda", new() { Penalty = new() { Lambda = -0.1 } }),
            ("Lambda", new() { Penalty = new() { Lambda = double.NaN } }),
            ("SyntheticSets", new() { Penalty = new() { SyntheticSets = 0 } }),
            ("Steps", new() { Steps = 0 }),
            ("BatchSize", new() { BatchSize = 1 }),
            ("LearningRate", new() { LearningRate = 0 }),
            ("Threads", new() { Threads = 0 }),
            ("Threads", new() { Threads = 257 }),
            ("Weight", new() { Correction = new() { Weight = -1 } }),
            ("Steps", new() { Correction = new() { Steps = 1 } }),
            ("MixtureComponents", new() { Sampling = new() { MixtureComponents = 0 } }),
            ("HiddenSizes", new() { Model = new VaeOptions { HiddenSizes = [] } }),
            ("HiddenSizes", new() { Model = new VaeOptions { HiddenSizes = [8, 65_537] } }),
            ("LatentSize", new() { Model = new VaeOptions { LatentSize = 0 } }),
            ("LatentSize", new() { Model = new VaeOptions { LatentSize = 65_537 } }),
            ("HiddenSizes", new() { Hypernetwork = new() { HiddenSizes = [0] } }),
            ("OuterSizes", new() { Hypernetwork = new() { OuterSizes = [8, 0] } }),
            ("HeadScale", new() { Hypernetwork = new() { HeadScale = double.NaN } }),
            ("MaximumCategories", new() { MaximumCategories = 1 }),
            ("Method", new() { Method = (EstimationMethod)9 }),
        })
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.GenerativeTrainer(options), name);
            Assert.AreEqual(name, error.ParamName);
        }
    }

    [TestMethod]
    public void AWeightThatNothingReadsIsRefused()
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { Correction = new() { Weight = 3 } })).Message, "Kind");

    /// <summary>Rows set apart for early stopping are not in a batch.</summary>
    [TestMethod]
    public void BatchLargerThanTheRowsLeftToTrainOn()
    {
        var apart = new EarlyStoppingOptions { ValidationFraction = 0.2 };
        Refused<ArgumentOutOfRangeException>(Data(_mlContext, 50), new() { FeatureColumnName = "Features", EarlyStopping = apart, BatchSize = 41 }, "BatchSize", "41", "at most 40");
        Refused<InvalidOperationException>(Data(_mlContext, 2), new() { FeatureColumnName = "Features", EarlyStopping = new() { ValidationFraction = 0.5 } }, "1 of 2 rows", "ValidationFraction");
    }

    private static void Refused<TException>(IDataView data, GenerativeTrainerOptions options, params string[] parts) where TException : Exception
    {
        TException error = Assert.ThrowsExactly<TException>(() => _mlContext.Ple.GenerativeTrainer(options).Fit(data));
        Console.WriteLine($"{typeof(TException).Name}: {error.Message}");
        foreach (string part in parts)
            StringAssert.Contains(error.Message, part);
    }

    private sealed class Loose
    {
        public float[] Features { get; set; } = [1, 2, 3];
    }
}
