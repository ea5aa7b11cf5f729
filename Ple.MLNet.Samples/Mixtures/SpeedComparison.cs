using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>The same hypernetworks trained as one batched program, and one after another by the ML.NET estimator.</summary>
internal static class SpeedComparison
{
    private const int RowCount = 10, DataSets = 100, Alone = 5;

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];
    }

    /// <summary>Both with the same threads; of the single fits a few are timed, after a warm-up of each way.</summary>
    public static string Run()
    {
        var options = new GaussianMixtureGradientOptions { Components = 2, Standardize = false, Penalty = new() { SyntheticSets = 2 } };
        double[][] dataSets = [.. Enumerable.Range(1, DataSets).Select(seed => MixtureGrid.DataSet(RowCount, 0.9, seed))];
        var replicates = new GaussianMixtureReplicates(EstimationMethod.Hypernetwork, options);
        var ml = new MLContext(seed: 1);
        GaussianMixtureEstimator estimator = ml.Ple.GaussianMixture(new GaussianMixtureOptions { Method = GaussianMixtureMethod.Hypernetwork, Gradient = options });
        void FitAlone(double[] rows) => estimator.Fit(ml.Data.LoadFromEnumerable(rows.Select(v => new Row { Features = [(float)v] })));

        FitAlone(dataSets[0]);
        replicates.Fit(dataSets[..2], 1);
        double alone = SecondsOf(() => Array.ForEach(dataSets[..Alone], FitAlone)) / Alone, batched = SecondsOf(() => replicates.Fit(dataSets, 1));
        return string.Create(CultureInfo.InvariantCulture,
            $"n = {RowCount}, λ = 0.1, {options.Steps} steps: {DataSets} data sets in one batch {batched:0.00} s; one after another {alone:0.00} s each, " +
            $"{DataSets * alone:0.0} s in all: {DataSets * alone / batched:0} times as long.");
    }

    private static double SecondsOf(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
