using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>One of the compared ways to fit a generator.</summary>
internal interface IFairnessMethod
{
    /// <summary>As written in the CSV file: mle, continued, corrected, hypernetwork or ple.</summary>
    string Name { get; }

    /// <summary>Fits a generator to the task's training rows. The same task and seed give the same generator.</summary>
    FittedGenerator Fit(ImbalancedTask task, int seed, IProgress<double> progress, CancellationToken cancellation);
}
