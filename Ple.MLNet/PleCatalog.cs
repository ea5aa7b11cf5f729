using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Fairness;
using Ple.MLNet.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet;

/// <summary>Adds <c>mlContext.Ple</c>, the front door to everything in this library.</summary>
public static class PleMLContextExtensions
{
    extension(MLContext mlContext)
    {
        /// <summary>Generative models, fairness scoring and self-consuming loops by penalized autophagy estimation (PLE).</summary>
        public PleCatalog Ple => new(mlContext);
    }
}

/// <summary>The components of Ple.MLNet; reached as <c>mlContext.Ple</c>.</summary>
public sealed class PleCatalog
{
    internal PleCatalog(IHostEnvironment environment) => Environment = environment;

    internal IHostEnvironment Environment { get; }

    /// <summary>A trainer of generators with default options.</summary>
    /// <param name="featureColumnName">Column of rows to learn: a known-size vector of Single.</param>
    public PleGenerativeTrainer GenerativeTrainer(string featureColumnName = "Features")
        => GenerativeTrainer(new GenerativeTrainerOptions { FeatureColumnName = featureColumnName });

    /// <summary>A trainer of generators.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public PleGenerativeTrainer GenerativeTrainer(GenerativeTrainerOptions options) => new(Environment, options);

    /// <summary>Scores generated rows by their Frechet distance (FID) and kernel distance (KID) from real rows.</summary>
    /// <param name="featureColumnName">Column of features, a known-size vector of Single.</param>
    public FidScorer FidScorer(string featureColumnName = "Features") => FidScorer(new FidScorerOptions { FeatureColumnName = featureColumnName });

    /// <summary>Scores generated rows by their Frechet distance (FID) and kernel distance (KID) from real rows.</summary>
    /// <param name="options">Columns and sampling.</param>
    public FidScorer FidScorer(FidScorerOptions options) => new(Environment, options);

    /// <summary>Compares how a generator treats the classes of imbalanced data: FID and frequency of each class, the fairness ratio.</summary>
    /// <param name="featureColumnName">Column of features, a known-size vector of Single.</param>
    /// <param name="labelColumnName">Column of the real table that holds the class. The generated table holds the oracle's
    /// "PredictedLabel".</param>
    public ClassImbalanceFairnessEstimator ClassImbalanceFairness(string featureColumnName = "Features", string labelColumnName = "Label")
        => ClassImbalanceFairness(new ClassImbalanceFairnessOptions { FeatureColumnName = featureColumnName, LabelColumnName = labelColumnName });

    /// <summary>Compares how a generator treats the classes of imbalanced data: FID and frequency of each class, the fairness ratio.</summary>
    /// <param name="options">Columns, classes, sampling and the bootstrap.</param>
    public ClassImbalanceFairnessEstimator ClassImbalanceFairness(ClassImbalanceFairnessOptions options) => new(Environment, options);
}
