using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.SavedModels;

/// <summary>
/// A model file of each kind that the library saves, as it was saved once: every later version has to load it and make of it what the version that saved it
/// made. With PLE_SAVED_MODELS set to this folder's References, the files are made anew instead: for a new kind, or before the first release for a new format.
/// </summary>
[TestClass]
public class SavedModelsTests
{
    private const string Expected = "expected.json";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "SavedModels", "References");
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };
    private static readonly string? _maker = Environment.GetEnvironmentVariable("PLE_SAVED_MODELS");

    /// <summary>Of the contract tests, those that save something of the library's, and models and codecs beside them.</summary>
    public static IEnumerable<object[]> Components { get; } =
    [
        .. ContractTests.Components.Where(c => ((ContractTests.Component)c[0]).Name is "table generator" or "FID scorer" or "fairness" or "distribution"
            or "Gaussian mixture" or "image classifier" or "image classifier among classes" or "features by ONNX"),
        [new ContractTests.Component("vector generator", ml => ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2 }, Steps = 20, BatchSize = 16, Seed = 1,
        }), "Features")],
        [new ContractTests.Component("vector generator with condition", ml => ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", ConditionColumnName = "Label", Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2 }, Steps = 20, BatchSize = 16, Seed = 1,
        }), "Features")],
        [new ContractTests.Component("table generator by flow", ml => ml.Ple.GenerativeTrainer(new()
        {
            ConditionColumnName = "Label", Model = new FlowOptions { HiddenSizes = [8], Couplings = 2, Bins = 3 }, Steps = 20, BatchSize = 16, Seed = 1,
        }), "Label")],
        [new ContractTests.Component("table generator by trees", ml => ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new SequentialTreesOptions(), Seed = 1 }), "Label")],
        [new ContractTests.Component("table generator by forest", ml => ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new AdversarialForestOptions { Trees = 4 }, Seed = 1 }), "Label")],
        [new ContractTests.Component("table generator by mixture", ml => ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = new MixedMixtureOptions { Components = 3 }, Seed = 1 }), "Label")],
        [new ContractTests.Component("vector generator with hypernetwork", ml => ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = new VaeOptions { HiddenSizes = [4], LatentSize = 2 }, Method = EstimationMethod.Hypernetwork, Hypernetwork = new() { HiddenSizes = [4, 3] }, KeepHypernetwork = true,
            Steps = 20, BatchSize = 16, Seed = 1,
        }), "Features")],
        [new ContractTests.Component("image generator", ml => ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = new ConvVaeOptions { Width = 3, Height = 1, Filters = [4], HiddenSize = 8, LatentSize = 2 }, Steps = 20, BatchSize = 16, Seed = 1,
        }), "Features")],
        [new ContractTests.Component("adversarial image generator", ml => ml.Transforms.Concatenate("Pixels", "Features", "Features", "Features", "Features").Append(ml.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Pixels", Model = new GanOptions { Width = 6, Height = 2, Channels = [4, 4], LatentPart = 2 }, Steps = 20, BatchSize = 16, Seed = 1,
        })), "Features")],
        [new ContractTests.Component("table generator by flow matching", ml => ml.Ple.GenerativeTrainer(new()
        {
            ConditionColumnName = "Label", Steps = 20, BatchSize = 16, Seed = 1,
            Model = new FlowMatchingOptions { HiddenSizes = [8], Steps = 4, Guidance = 0.5, LatentOf = new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false } },
        }), "Label")],
    ];

    [TestMethod]
    [DynamicData(nameof(Components))]
    public void ASavedModelLoadsAndGivesWhatItGave(ContractTests.Component component)
    {
        var mlContext = new MLContext(seed: 1);
        IDataView data = ContractTests.Data(mlContext);
        string file = Path.Combine(_maker ?? _folder, component.Name.Replace(' ', '-') + ".zip");
        if (_maker is not null)
            Make(mlContext, component, data, file);
        ITransformer loaded = mlContext.Model.Load(file, out _);
        using var owner = loaded as IDisposable;
        string[] expected = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(Path.Combine(_maker ?? _folder, Expected)))![component.Name];
        string[] given = Values(loaded.Transform(data));
        Assert.HasCount(expected.Length, given);
        Assert.IsGreaterThan(0, given.Length);
        foreach ((string then, string now) in expected.Zip(given))
        {
            if (double.TryParse(then, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                Assert.AreEqual(number, double.Parse(now, CultureInfo.InvariantCulture), 1e-4 * Math.Max(1, Math.Abs(number))); // other processors round otherwise
            else
                Assert.AreEqual(then, now);
        }
    }

    private static void Make(MLContext mlContext, ContractTests.Component component, IDataView data, string file)
    {
        ITransformer fitted = component.Make(mlContext).Fit(data);
        using var owner = fitted as IDisposable;
        mlContext.Model.Save(fitted, data.Schema, file);
        string expected = Path.Combine(_maker!, Expected);
        var all = File.Exists(expected) ? JsonSerializer.Deserialize<SortedDictionary<string, string[]>>(File.ReadAllText(expected))! : [];
        all[component.Name] = Values(fitted.Transform(data));
        File.WriteAllText(expected, JsonSerializer.Serialize(all, _indented) + "\n");
    }

    /// <summary>What stands in the first three rows.</summary>
    private static string[] Values(IDataView data)
        => [.. data.Preview(3).RowView.SelectMany(row => row.Values).SelectMany(value => value.Value switch
        {
            VBuffer<float> vector => vector.DenseValues().Select(v => v.ToString("r", CultureInfo.InvariantCulture)),
            VBuffer<double> vector => vector.DenseValues().Select(v => v.ToString("r", CultureInfo.InvariantCulture)),
            IFormattable one => [one.ToString(null, CultureInfo.InvariantCulture)],
            var other => [other.ToString()!],
        })];
}
