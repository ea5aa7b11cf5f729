using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Models;

namespace Ple.MLNet.Classifiers;

/// <summary>What is tried where the user names nothing: learners first, the simplest before the others; the evidence behind the list is in docs/evidence.md.</summary>
internal static class DefaultCandidates
{
    public const string Logistic = "logistic regression", Boosted = "boosted trees", Forest = "random forest";
    private const string Weight = "<weight>";
    private const int SmallTable = 1000, FewestRows = 10, Bags = 10, LeavesOfBag = 4;

    /// <summary>Blends by the names of their members.</summary>
    public static IReadOnlyList<(string Name, string[] Members)> Blends { get; } =
        [($"blend of {Boosted} and {Logistic}", [Boosted, Logistic]), ($"blend of {Boosted}, {Forest} and {Logistic}", [Boosted, Forest, Logistic])];

    public static IReadOnlyList<ClassifierCandidate> Of(MLContext mlContext, TableProfile profile, BestClassifierOptions options, bool isRarePositive, int seed)
    {
        var learner = new TableLearner(mlContext, profile, options.TargetColumnName, seed);
        List<ClassifierCandidate> candidates = [new(Logistic, learner.Logistic()), new(Boosted, learner.Boosted()), new(Forest, learner.Forest())];
        if (profile.Rows > SmallTable || profile.Classes.Min(c => c.Value) < FewestRows)
            return candidates;
        string[] notLearnt = [.. profile.Columns.Where(c => c.LeftOut is not null).Select(c => c.Name), .. options.ExcludedColumnNames, options.LabelColumnName];
        AugmentedEstimator<ITransformer> Augmented(SamplingStrategy strategy) => new(mlContext, learner.Boosted(Weight), new()
        {
            LabelColumnName = options.TargetColumnName, ExcludedColumnNames = [.. notLearnt.Distinct()], Strategy = strategy, ExampleWeightColumnName = Weight, MaximumCategories = options.MaximumCategories, Seed = seed,
            Sampler = new PlausibleSampling(new GeneratorSampling { Trainer = new() { Model = new SequentialTreesOptions() } }),
        });
        double frequent = profile.Classes[0].Value, rare = profile.Classes[^1].Value, weight = rare + new AugmentationOptions().AddedRowWeight * Math.Max(0, frequent / 3 - rare);
        double share = weight / (weight + frequent); // of the rare class, by weight
        candidates.Add(new($"{Boosted} with plausible new rows of the rare class",
            new PriorCorrectedEstimator(mlContext, Augmented(SamplingStrategy.OneToThree), isRarePositive ? share : 1 - share, options.TargetColumnName)));
        candidates.Add(new($"{Boosted} with plausible new rows of both classes", Augmented(SamplingStrategy.All())));
        candidates.Add(new($"balanced bagging of {Boosted}", BalancedBagging.Of(mlContext, _ => learner.Boosted(leafRows: Math.Clamp((int)rare / LeavesOfBag, 1, TableLearner.LeafRows)), options.TargetColumnName, Bags, seed)));
        return candidates;
    }
}
