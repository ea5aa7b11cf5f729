using MathNet.Numerics.Random;

namespace Ple.MLNet.Estimation;

/// <summary>
/// Self-consuming estimation (paper, figures 4 and 5): generation 0 is estimated from real data, every later one from data drawn from the
/// generation before, in many independent runs. A run that degenerates is counted, never thrown.
/// </summary>
public sealed class EstimationLoop
{
    private readonly DistributionFamily _family;
    private readonly PointEstimator _estimator;
    private readonly EstimationLoopOptions _options;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public EstimationLoop(DistributionFamily family, PointEstimator estimator, EstimationLoopOptions options)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_family, _estimator, _options) = (family, estimator, options);
    }

    /// <summary>Runs the loop.</summary>
    /// <param name="truth">The parameters of the real data, one for each parameter of the family.</param>
    /// <param name="cancellation">Cancels between runs.</param>
    /// <returns>For each parameter, in the order of the family, one summary for each generation from 0.</returns>
    /// <exception cref="NotSupportedException">The estimator cannot take the family.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ArgumentException">The truth has another number of values than the family has parameters, or one outside its bounds.</exception>
    public IReadOnlyList<IReadOnlyList<GenerationSummary>> Run(double[] truth, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (!_family.IsProper(truth))
            throw new ArgumentException($"The {_family.Name} family needs {_family.Parameters.Count} parameters inside their bounds.", nameof(truth));

        int generations = _options.Generations + 1;
        // estimates[parameter][generation][run] and absorbed[generation][run]
        double[][][] estimates = [.. truth.Select(_ => NewGrid<double>(generations))];
        bool[][] absorbed = NewGrid<bool>(generations);
        // Run 0 goes first, so that an estimator which cannot take the family says so in its own exception.
        RunOnce(0, truth, estimates, absorbed);
        // Each run has its own random source and its own slots: the result does not depend on the number of threads.
        Parallel.For(1, _options.Initializations, new() { CancellationToken = cancellation }, run => RunOnce(run, truth, estimates, absorbed));
        return [.. truth.Select((value, j) => estimates[j].Select((values, g) => GenerationSummary.Of(values, value, absorbed[g])).ToArray())];
    }

    private void RunOnce(int run, double[] truth, double[][][] estimates, bool[][] absorbed)
    {
        var random = new Xoshiro256StarStar(unchecked((_options.Seed ?? 0) * 1_000_003 + run), threadSafe: false);
        double[] current = truth;
        int reached = -1;
        bool stopped = false;
        new ConsumingLoop<double[], double[]>(_options.Data, new ValueSets(random), _options.SampleSize, (_, count) => Draw(truth, count))
            .Run(_options.Generations, Draw(truth, _options.SampleSize), Estimate, (_, parameters, count) => Draw(parameters, count));
        for (int generation = reached + 1; generation < absorbed.Length; generation++)
            Keep(generation);

        double[]? Estimate(int generation, double[] values)
        {
            // Draws overflow when a parameter is extreme; then there is nothing to estimate from and the run stays where it is.
            double[] next = Array.TrueForAll(values, double.IsFinite) ? _estimator.EstimateUnchecked(_family, values, random) : current;
            stopped = ReferenceEquals(next, current) || !_family.IsProper(next);
            if (Array.TrueForAll(next, double.IsFinite))
                current = next;
            Keep(reached = generation);
            return stopped ? null : current;
        }

        double[] Draw(double[] parameters, long count)
        {
            double[] values = new double[count];
            _family.Fill(values, parameters, random);
            return values;
        }

        void Keep(int generation)
        {
            absorbed[generation][run] = stopped;
            for (int j = 0; j < current.Length; j++)
                estimates[j][generation][run] = current[j];
        }
    }

    private T[][] NewGrid<T>(int generations) => [.. Enumerable.Range(0, generations).Select(_ => new T[_options.Initializations])];
}
