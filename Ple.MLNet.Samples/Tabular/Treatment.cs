using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>One way to treat rare classes.</summary>
/// <param name="Name">As results name it.</param>
/// <param name="Sampler">Makes rows; null where none are added.</param>
/// <param name="IsWeighted">Classes weigh the same.</param>
/// <param name="IsOfBothClasses">Every class gets as many rows again, not the rare ones alone.</param>
/// <param name="IsCutAtPrevalence">Decisions are cut at the prevalence instead of one half: the same model as without, another threshold.</param>
/// <param name="Own">What takes the place of a learner's pipeline, with the seed of its draws; null for the pipeline itself.</param>
internal sealed record Treatment(string Name, RowSampling? Sampler = null, bool IsWeighted = false, bool IsOfBothClasses = false, bool IsCutAtPrevalence = false, Func<Downstream, int, IEstimator<ITransformer>>? Own = null)
{
    private const int Bags = 10;

    /// <param name="preset">How long generators are trained.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="cancellation">Stops the training of a generator.</param>
    public static IReadOnlyList<Treatment> All(TabularPreset preset, int classes, CancellationToken cancellation)
    {
        GeneratorSampling trees = Of(new SequentialTreesOptions()), forest = Of(new AdversarialForestOptions());
        return
        [
            new("none"),
            new("threshold", IsCutAtPrevalence: true),
            new("class weights", IsWeighted: true),
            .. classes == 2 ? [new("corrected weights", Own: (learner, _) => learner.CorrectedWeights())] : Array.Empty<Treatment>(),
            new("random oversampling", new RandomOverSampling()),
            new("smote", new SmoteSampling()),
            new("mle", Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.None)),
            new("ple", Generator(EstimationMethod.Hypernetwork, CorrectionKind.None)),
            new("corrected", Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.Automatic)),
            new("filtered", new PlausibleSampling(Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.None))),
            new("filtered smote", new PlausibleSampling(new SmoteSampling())),
            new("trees", trees),
            new("filtered trees", new PlausibleSampling(trees)),
            new("forest", forest),
            new("filtered forest", new PlausibleSampling(forest)),
            new("mixture", Of(new MixedMixtureOptions())),
            new("both classes", new PlausibleSampling(trees), IsOfBothClasses: true),
            .. classes == 2 ? [new("bagging", Own: (learner, seed) => learner.Bagged(Bags, seed))] : Array.Empty<Treatment>(),
        ];

        GeneratorSampling Of(GenerativeModelOptions model) => new() { Trainer = new() { Model = model, CancellationToken = cancellation } };

        GeneratorSampling Generator(EstimationMethod method, CorrectionKind correction) => new()
        {
            Trainer = new() { Method = method, Correction = new() { Kind = correction }, Steps = preset.Steps, CancellationToken = cancellation },
        };
    }

    /// <summary>The estimator of all learners, to be fitted to real training rows.</summary>
    public IEstimator<SeveralLearners.Fitted> Estimator(MLContext mlContext, IReadOnlyList<Downstream> downstreams, string label, SamplingStrategy strategy, int seed)
    {
        if (Own is not null)
            return new SeveralLearners([.. downstreams.Select(d => Own(d, seed))]);
        var learners = new SeveralLearners([.. downstreams.Select(d => d.Pipeline(IsWeighted ? Downstream.Weight : null))]);
        if (IsWeighted)
            return mlContext.Ple.ClassWeighted(learners, label, Downstream.Weight);
        return Sampler is null ? learners : mlContext.Ple.Augmented(learners, Options(label, strategy, seed));
    }

    /// <summary>How rows are added; there must be a sampler.</summary>
    public AugmentationOptions Options(string label, SamplingStrategy strategy, int seed)
        => new() { LabelColumnName = label, Strategy = IsOfBothClasses ? SamplingStrategy.All() : strategy, Sampler = Sampler!, Seed = seed };
}
