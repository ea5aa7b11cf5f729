using Microsoft.ML;
using Microsoft.ML.Runtime;

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
}
