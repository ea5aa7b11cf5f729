using Microsoft.ML;
using Microsoft.ML.Runtime;
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
}
