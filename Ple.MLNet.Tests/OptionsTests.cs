using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Ple.MLNet.Models;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Estimation.Families;
using Ple.MLNet.Hypernetworks;

namespace Ple.MLNet.Tests;

/// <summary>What all options keep to.</summary>
[TestClass]
public class OptionsTests
{
    private static readonly Type[] _options =
    [
        .. typeof(PleCatalog).Assembly.GetExportedTypes().Where(t => t.IsClass && (t.Name.EndsWith("Options", StringComparison.Ordinal) || t.IsSubclassOf(typeof(RowSampling)))),
    ];

    /// <summary>An estimator holds its options: they must not change behind its back.</summary>
    [TestMethod]
    public void NoOptionCanBeSetLater()
    {
        Assert.IsGreaterThan(15, _options.Length);
        string[] settable = [.. from type in _options from property in type.GetProperties() where property.SetMethod is { IsPublic: true } set && !IsInit(set) select $"{type.Name}.{property.Name}"];
        Assert.IsEmpty(settable, string.Join(", ", settable));

        static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
    }

    [TestMethod]
    public void EveryKindOfOptionsIsValidated()
    {
        string[] without = [.. _options.Where(t => t.GetMethod("Validate", BindingFlags.Instance | BindingFlags.NonPublic) is null).Select(t => t.Name)];
        Assert.IsEmpty(without, string.Join(", ", without));
    }

    /// <summary>One seed in the options of an estimator, null for the MLContext's; none in options that these hold.</summary>
    [TestMethod]
    public void SeedsAreNullable()
    {
        string[] others = [.. _options.Where(t => t != typeof(Ple.MLNet.Estimation.EstimationLoopOptions)).Select(t => t.GetProperty("Seed")).OfType<PropertyInfo>()
            .Where(p => p.PropertyType != typeof(int?)).Select(p => p.DeclaringType!.Name)];
        Assert.IsEmpty(others, string.Join(", ", others));
        Assert.IsNull(typeof(HypernetworkOptions).GetProperty("Seed"));
    }

    [TestMethod]
    public void BadOptionsAreNamedWhenTheEstimatorIsMade()
    {
        var ml = new MLContext(seed: 1);
        foreach ((string name, Action make) in new (string, Action)[]
        {
            ("SampleRows", () => ml.Ple.FidScorer(new() { Metrics = new() { SampleRows = 1 } })),
            ("FeatureColumnName", () => ml.Ple.FidScorer(new() { FeatureColumnName = "" })),
            ("ConfidenceLevel", () => ml.Ple.ClassImbalanceFairness(new() { ConfidenceLevel = 1 })),
            ("LabelColumnName", () => ml.Ple.ClassImbalanceFairness(new() { LabelColumnName = "" })),
            ("Family", () => ml.Ple.Distribution(new() { Family = null! })),
            ("ColumnName", () => ml.Ple.Distribution("", new GaussianFamily())),
            ("Components", () => ml.Ple.GaussianMixture(new() { Em = new() { Components = 0 } })),
            ("OuterSizes", () => ml.Ple.GaussianMixture(new() { Gradient = new() { Hypernetwork = new() { OuterSizes = [0] } } })),
            ("Penalty", () => ml.Ple.GenerativeTrainer(new() { Penalty = null! })),
            ("HiddenSizes", () => ml.Ple.GenerativeTrainer(new() { Model = new VaeOptions { HiddenSizes = null! } })),
        })
            Assert.AreEqual(name, Assert.Throws<ArgumentException>(make, name).ParamName);
    }

    /// <summary>Scores and mixtures without a seed take the MLContext's.</summary>
    [TestMethod]
    public void WithoutASeedTheContextsIsTaken()
    {
        double Kid(int contextSeed)
        {
            var ml = new MLContext(contextSeed);
            IDataView Rows(int seed)
            {
                var random = new Random(seed);
                return new OddSource(2, _ => Enumerable.Range(0, 200).Select(_ => (new[] { random.NextSingle(), random.NextSingle() }, "a")));
            }

            return ml.Ple.FidScorer(new() { Metrics = new() { SampleRows = 40 } }).Fit(Rows(1)).Score(Rows(2)).Scores.Kid!.Value;
        }

        Assert.AreEqual(Kid(1), Kid(1));
        Assert.AreNotEqual(Kid(1), Kid(2));
    }
}
