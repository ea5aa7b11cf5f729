using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>One of the compared ways to fit a generator.</summary>
internal interface IFairnessMethod
{
    /// <summary>As written in the CSV file.</summary>
    string Name { get; }

    /// <summary>Fits a generator to the task's training rows. The same tasks and seed give the same generator.</summary>
    /// <param name="tuning">What settings are chosen on: of the same classes, by a seed that no task has.</param>
    FittedGenerator Fit(ImbalancedTask task, ImbalancedTask tuning, int seed, IProgress<double> progress, CancellationToken cancellation);
}
