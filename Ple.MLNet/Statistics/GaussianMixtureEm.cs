using System.Numerics.Tensors;

namespace Ple.MLNet.Statistics;

/// <summary>
/// Maximum likelihood of a Gaussian mixture by expectation maximisation (Dempster, Laird and Rubin 1977), started from k-means++.
/// Iterations, stopping rule and regularisation are those of scikit-learn's GaussianMixture with full covariances: the same start gives the
/// same log-likelihood.
/// </summary>
public sealed class GaussianMixtureEm
{
    /// <summary>Keeps the weight of a component that lost all its rows above 0, as scikit-learn does.</summary>
    private const double SmallestMass = 10 * 2.220446049250313e-16;

    private readonly GaussianMixtureEmOptions _options;
    private readonly int _seed;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public GaussianMixtureEm(GaussianMixtureEmOptions options) : this(options, defaultSeed: 0)
    {
    }

    /// <param name="options">Settings.</param>
    /// <param name="defaultSeed">Where the options have none.</param>
    internal GaussianMixtureEm(GaussianMixtureEmOptions options, int defaultSeed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _seed) = (options, options.Seed ?? defaultSeed);
    }

    /// <summary>Fits the mixture, starting from k-means++ clusters.</summary>
    /// <param name="rows">n rows of <paramref name="dimension"/> finite values, row after row; n is at least the number of components.</param>
    /// <param name="dimension">Values in a row, 1 or more.</param>
    /// <exception cref="ArgumentException">No rows, fewer rows than components, a broken last row, or a value that is not finite.</exception>
    /// <exception cref="InvalidOperationException">A covariance lost its positive definiteness: raise the regularisation.</exception>
    public GaussianMixtureEmResult Fit(ReadOnlySpan<double> rows, int dimension)
    {
        double[] columns = Transpose(rows, dimension);
        int count = rows.Length / dimension;
        var start = new KMeansStart(columns, count, _options.Components, new Random(_seed));
        double[] scratch = new double[columns.Length];
        return Iterate(columns, count, scratch, Maximise(columns, count, scratch, start.Responsibilities()));
    }

    /// <summary>Fits the mixture from a given start.</summary>
    /// <param name="rows">n rows of finite values, row after row, as wide as <paramref name="start"/>.</param>
    /// <param name="start">Where to start; it has as many components as the options say.</param>
    /// <exception cref="ArgumentException">As for the other overload, or the start has another number of components.</exception>
    /// <exception cref="InvalidOperationException">A covariance lost its positive definiteness: raise the regularisation.</exception>
    public GaussianMixtureEmResult Fit(ReadOnlySpan<double> rows, GaussianMixture start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (start.Components != _options.Components)
            throw new ArgumentException($"The start has {start.Components} components, the options ask for {_options.Components}.", nameof(start));
        double[] columns = Transpose(rows, start.Dimension);
        return Iterate(columns, rows.Length / start.Dimension, new double[columns.Length], start);
    }

    private GaussianMixtureEmResult Iterate(double[] columns, int count, double[] scratch, GaussianMixture mixture)
    {
        double[] responsibilities = new double[_options.Components * count];
        double previous = double.NegativeInfinity;
        bool converged = false;
        int iteration = 0;
        while (iteration < _options.MaximumIterations && !converged)
        {
            iteration++;
            double logLikelihood = Expect(mixture, columns, count, scratch, responsibilities);
            mixture = Maximise(columns, count, scratch, responsibilities);
            converged = Math.Abs(logLikelihood - previous) < _options.Tolerance;
            previous = logLikelihood;
        }
        return new(mixture, Expect(mixture, columns, count, scratch, responsibilities), iteration, converged);
    }

    /// <summary>The E step: fills k blocks of n responsibilities and gives the mean log-likelihood of a row.</summary>
    private static double Expect(GaussianMixture mixture, double[] columns, int count, double[] scratch, double[] responsibilities)
    {
        mixture.WeightedLogDensities(columns, count, scratch, responsibilities);
        Span<double> largest = new double[count];
        Span<double> sum = new double[count];
        responsibilities.AsSpan(0, count).CopyTo(largest);
        for (int component = 1; component < mixture.Components; component++)
            TensorPrimitives.Max(largest, responsibilities.AsSpan(component * count, count), largest);
        for (int component = 0; component < mixture.Components; component++)
        {
            Span<double> own = responsibilities.AsSpan(component * count, count);
            TensorPrimitives.Subtract(own, largest, own);
            Repeatable.Exponentiate(own);
            TensorPrimitives.Add(sum, own, sum);
        }
        for (int component = 0; component < mixture.Components; component++)
        {
            Span<double> own = responsibilities.AsSpan(component * count, count);
            TensorPrimitives.Divide(own, sum, own);
        }
        Repeatable.TakeLogarithms(sum);
        return (Repeatable.Sum(largest) + Repeatable.Sum(sum)) / count;
    }

    /// <summary>The M step: weighted moments of the rows.</summary>
    private GaussianMixture Maximise(double[] columns, int count, double[] scratch, double[] responsibilities)
    {
        int components = _options.Components;
        double[] weights = new double[components];
        double[][] means = new double[components][];
        double[][] covariances = new double[components][];
        for (int component = 0; component < components; component++)
        {
            ReadOnlySpan<double> own = responsibilities.AsSpan(component * count, count);
            double mass = Repeatable.Sum(own) + SmallestMass;
            weights[component] = mass / count;
            means[component] = Mean(columns, own, mass);
            covariances[component] = Covariance(columns, own, mass, means[component], scratch);
        }
        try
        {
            return new(weights, means, covariances);
        }
        catch (ArgumentException cause)
        {
            throw new InvalidOperationException("EM lost a component: its covariance is no longer positive definite. " +
                "Raise CovarianceRegularization, rescale the data or use fewer components.", cause);
        }
    }

    private static double[] Mean(double[] columns, ReadOnlySpan<double> responsibilities, double mass)
    {
        double[] mean = new double[columns.Length / responsibilities.Length];
        for (int i = 0; i < mean.Length; i++)
            mean[i] = Repeatable.SumOfProducts(responsibilities, columns.AsSpan(i * responsibilities.Length, responsibilities.Length)) / mass;
        return mean;
    }

    private double[] Covariance(double[] columns, ReadOnlySpan<double> responsibilities, double mass, double[] mean, Span<double> centred)
    {
        int count = responsibilities.Length, dimension = mean.Length;
        double[] covariance = new double[dimension * dimension];
        Span<double> weighted = new double[count];
        for (int i = 0; i < dimension; i++)
        {
            Span<double> own = centred.Slice(i * count, count);
            TensorPrimitives.Subtract(columns.AsSpan(i * count, count), mean[i], own);
            TensorPrimitives.Multiply(own, responsibilities, weighted);
            for (int j = 0; j <= i; j++)
            {
                double value = Repeatable.SumOfProducts(weighted, centred.Slice(j * count, count)) / mass;
                covariance[i * dimension + j] = covariance[j * dimension + i] = value;
            }
            covariance[i * dimension + i] += _options.CovarianceRegularization;
        }
        return covariance;
    }

    private double[] Transpose(ReadOnlySpan<double> rows, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int count = rows.Length / dimension;
        if (rows.IsEmpty || count * dimension != rows.Length)
            throw new ArgumentException($"Needs whole rows of {dimension} values, at least one; there are {rows.Length} values.", nameof(rows));
        if (count < _options.Components)
            throw new ArgumentException($"A mixture of {_options.Components} components needs as many rows at least; there are {count}.", nameof(rows));
        double[] columns = new double[rows.Length];
        for (int position = 0; position < rows.Length; position++)
        {
            if (!double.IsFinite(rows[position]))
                throw new ArgumentException($"The value in row {position / dimension}, slot {position % dimension} is {rows[position]}; all must be finite.", nameof(rows));
            columns[position % dimension * count + position / dimension] = rows[position];
        }
        return columns;
    }
}
