using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>One way to treat rare classes.</summary>
/// <param name="Name">As results name it.</param>
/// <param name="Sampler">Makes rows; null where none are added.</param>
/// <param name="IsWeighted">Classes weigh the same.</param>
/// <param name="IsCutAtPrevalence">Decisions are cut at the prevalence instead of one half: the same model as without, another threshold.</param>
internal sealed record Treatment(string Name, RowSampling? Sampler = null, bool IsWeighted = false, bool IsCutAtPrevalence = false)
{
    /// <param name="preset">How long generators are trained.</param>
    /// <param name="cancellation">Stops the training of a generator.</param>
    public static IReadOnlyList<Treatment> All(TabularPreset preset, CancellationToken cancellation)
    {
        return
        [
            new("none"),
            new("threshold", IsCutAtPrevalence: true),
            new("class weights", IsWeighted: true),
            new("random oversampling", new RandomOverSampling()),
            new("smote", new SmoteSampling()),
            new("mle", Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.None)),
            new("ple", Generator(EstimationMethod.Hypernetwork, CorrectionKind.None)),
            new("corrected", Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.Automatic)),
            new("filtered", new PlausibleSampling(Generator(EstimationMethod.MaximumLikelihood, CorrectionKind.None))),
        ];

        GeneratorSampling Generator(EstimationMethod method, CorrectionKind correction) => new()
        {
            Trainer = new() { Method = method, Correction = new() { Kind = correction }, Steps = preset.Steps, CancellationToken = cancellation },
        };
    }

    /// <summary>The estimator to fit on real training rows.</summary>
    public IEstimator<ITransformer> Estimator(MLContext mlContext, Downstream downstream, string label, SamplingStrategy strategy, int seed)
    {
        IEstimator<ITransformer> pipeline = downstream.Pipeline(IsWeighted ? Downstream.Weight : null);
        if (IsWeighted)
            return mlContext.Ple.ClassWeighted(pipeline, label, Downstream.Weight);
        return Sampler is null ? pipeline : mlContext.Ple.Augmented(pipeline, Options(label, strategy, seed));
    }

    /// <summary>How rows are added; there must be a sampler.</summary>
    public AugmentationOptions Options(string label, SamplingStrategy strategy, int seed)
        => new() { LabelColumnName = label, Strategy = strategy, Sampler = Sampler!, Seed = seed };
}
