using Microsoft.ML;
using Ple.MLNet.Augmentation;

namespace Ple.MLNet.Classifiers;

/// <summary>The mean of estimators that are each fitted to a balanced bag: as many rows of each class, drawn with replacement (Chen et al. 2004); with probabilities of the true prevalence.</summary>
internal static class BalancedBagging
{
    private const double Balanced = 0.5;

    public static PriorCorrectedEstimator Of(MLContext mlContext, Func<int, IEstimator<ITransformer>> estimator, string label, int bags, int seed)
        => new(mlContext, new BlendEstimator(mlContext, [.. Enumerable.Range(0, bags).Select(bag => new UnderSampledEstimator<ITransformer>(mlContext, estimator(bag), label, 1, unchecked(seed + bag), isBag: true))]), Balanced, label);
}
