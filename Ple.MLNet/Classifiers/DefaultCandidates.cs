using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Models;

namespace Ple.MLNet.Classifiers;

/// <summary>What is tried where the user names nothing: learners, and what new rows or another mix of classes add to the boosted trees; the evidence behind the list is in docs/evidence.md.</summary>
internal static class DefaultCandidates
{
    public const string Logistic = "logistic regression", Boosted = "boosted trees", Forest = "random forest";
    private const string Weight = "<weight>";
    private const int MostOfUnderSampled = 3, SmallTable = 1000, FewestRows = 10, Bags = 10, LeavesOfBag = 4;

    /// <summary>Less for rows that are no evidence; and as a real row.</summary>
    private static readonly double[] AddedRowWeights = [0.3, 1];

    /// <summary>Blends by the names of their members.</summary>
    public static IReadOnlyList<(string Name, string[] Members)> Blends { get; } =
        [($"blend of {Boosted} and {Logistic}", [Boosted, Logistic]), ($"blend of {Boosted}, {Forest} and {Logistic}", [Boosted, Forest, Logistic])];

    public static IReadOnlyList<ClassifierCandidate> Of(MLContext mlContext, TableProfile profile, BestClassifierOptions options, ClassTarget target, int seed)
    {
        var learner = new TableLearner(mlContext, profile, options.TargetColumnName, seed);
        List<ClassifierCandidate> candidates = [new(Logistic, learner.Logistic()), new(Boosted, learner.Boosted()), new(Forest, learner.Forest())];
        double frequent = target.Counts.Max(), rare = target.Counts.Min();
        if (profile.Rows > SmallTable)
        {
            candidates.Add(new($"large {Boosted}", learner.Large()));
            if (target.IsBinary)
                candidates.AddRange(OfLongTables(mlContext, learner, options, target, frequent, rare, seed));
            return candidates;
        }
        if (rare < FewestRows)
            return candidates;
        string[] notLearnt = [.. profile.Columns.Where(c => c.LeftOut is not null).Select(c => c.Name), .. options.ExcludedColumnNames, options.LabelColumnName];
        AugmentedEstimator<ITransformer> Augmented(SamplingStrategy strategy, double addedRowWeight) => new(mlContext, learner.Boosted(Weight), new()
        {
            LabelColumnName = options.TargetColumnName, ExcludedColumnNames = [.. notLearnt.Distinct()], Strategy = strategy, ExampleWeightColumnName = Weight, AddedRowWeight = addedRowWeight, MaximumCategories = options.MaximumCategories,
            Seed = seed, Sampler = new PlausibleSampling(new GeneratorSampling { Trainer = new() { Model = new SequentialTreesOptions() } }),
        });
        foreach (double addedRowWeight in AddedRowWeights)
        {
            string weighed = addedRowWeight == 1 ? "" : FormattableString.Invariant($", weighed {addedRowWeight:0.0}");
            if (target.IsBinary)
            {
                double share = addedRowWeight == 1 ? 1 : 1.0 / 3, weight = rare + addedRowWeight * Math.Max(0, share * frequent - rare);
                candidates.Add(new($"{Boosted} with plausible new rows of the rare class up to {(share == 1 ? "1:1" : "1:3")}{weighed}",
                    Corrected(mlContext, Augmented(SamplingStrategy.Ratio(share), addedRowWeight), options, target, weight / (weight + frequent))));
            }
            candidates.Add(new($"{Boosted} with plausible new rows of {(target.IsBinary ? "both" : "all")} classes{weighed}", Augmented(SamplingStrategy.All(), addedRowWeight)));
        }
        if (target.IsBinary)
            candidates.Add(new($"balanced bagging of {Boosted}", BalancedBagging.Of(mlContext, _ => learner.Boosted(leafRows: Math.Clamp((int)rare / LeavesOfBag, 1, TableLearner.LeafRows)), options.TargetColumnName, Bags, seed)));
        return candidates;
    }

    /// <summary>What changes the mix of classes, and sets the probabilities back.</summary>
    private static IEnumerable<ClassifierCandidate> OfLongTables(MLContext mlContext, TableLearner learner, BestClassifierOptions options, ClassTarget target, double frequent, double rare, int seed)
    {
        yield return new($"{Boosted} with class weights", Corrected(mlContext, new ClassWeightedEstimator<ITransformer>(mlContext, learner.Boosted(Weight), options.TargetColumnName, Weight), options, target, 0.5));
        if (frequent / rare > MostOfUnderSampled)
            yield return new($"{Boosted} of an under-sampled table", Corrected(mlContext, new UnderSampledEstimator<ITransformer>(mlContext, learner.Boosted(), options.TargetColumnName, MostOfUnderSampled, seed), options, target, 1 / (1.0 + MostOfUnderSampled)));
    }

    /// <summary>By the share of the rare class, by weight, in what is fitted.</summary>
    private static PriorCorrectedEstimator Corrected(MLContext mlContext, IEstimator<ITransformer> estimator, BestClassifierOptions options, ClassTarget target, double share)
        => new(mlContext, estimator, target.Counts[1] <= target.Counts[0] ? share : 1 - share, options.TargetColumnName);
}
