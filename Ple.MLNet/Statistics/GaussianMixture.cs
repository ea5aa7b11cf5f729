using System.Collections.Immutable;
using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Statistics;

/// <summary>A mixture of k Gaussians in d dimensions with full covariance matrices. Immutable.</summary>
public sealed class GaussianMixture
{
    /// <summary>Rows at a time: what they take stays in the processor's cache.</summary>
    private const int Block = 512;

    private const int MostOnStack = 64;

    private readonly double[][] _choleskyFactors;
    private readonly double[] _logScales;

    /// <param name="weights">One for each component, at least 0, with sum 1 (to 1e-6; scaled to exactly 1).</param>
    /// <param name="means">k rows of d values.</param>
    /// <param name="covariances">k symmetric positive definite matrices, each as d * d values, row after row.</param>
    /// <exception cref="ArgumentException">Shapes do not agree, a value is not finite, or a covariance is not positive definite.</exception>
    public GaussianMixture(double[] weights, double[][] means, double[][] covariances)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(covariances);
        if (weights.Length == 0 || means.Length != weights.Length || covariances.Length != weights.Length)
            throw new ArgumentException("A mixture needs at least one component, and a weight, a mean and a covariance for each.");
        int dimension = means[0].Length;
        if (dimension == 0 || means.Any(m => m.Length != dimension) || covariances.Any(c => c.Length != dimension * dimension))
            throw new ArgumentException("All means need the same number d of values, d at least 1, and all covariances d * d.");
        if (!weights.All(w => w >= 0 && double.IsFinite(w)) || Math.Abs(weights.Sum() - 1) > 1e-6)
            throw new ArgumentException("Weights must be at least 0 and their sum must be 1.", nameof(weights));
        if (!means.All(m => m.All(double.IsFinite)))
            throw new ArgumentException("Means must be finite.", nameof(means));

        Dimension = dimension;
        double total = weights.Sum();
        Weights = [.. weights.Select(w => w / total)];
        Means = [.. means.Select(m => m.ToImmutableArray())];
        Covariances = [.. covariances.Select(c => c.ToImmutableArray())];
        _choleskyFactors = Array.ConvertAll(covariances, c => CholeskyFactor.Of(c, dimension));
        _logScales = [.. Weights.Zip(_choleskyFactors, LogScale)];
    }

    /// <summary>Number of components k.</summary>
    public int Components => Weights.Length;

    /// <summary>Number of values d in a row.</summary>
    public int Dimension { get; }

    /// <summary>k weights with sum 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>k means of d values.</summary>
    public ImmutableArray<ImmutableArray<double>> Means { get; }

    /// <summary>k covariance matrices, each d * d values, row after row.</summary>
    public ImmutableArray<ImmutableArray<double>> Covariances { get; }

    /// <summary>log p(row), natural logarithm.</summary>
    /// <param name="row">d values.</param>
    /// <exception cref="ArgumentException">The row has another length than <see cref="Dimension"/>.</exception>
    public double LogLikelihood(ReadOnlySpan<double> row)
    {
        CheckLength(row);
        double[] terms = new double[Components];
        WeightedLogDensities(row, 1, new double[Dimension], terms);
        double largest = TensorPrimitives.Max<double>(terms);
        if (double.IsInfinity(largest))
            return largest;
        double sum = 0;
        foreach (double term in terms)
            sum += Math.Exp(term - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>log p of many rows, several times faster than one at a time.</summary>
    /// <param name="rows">n rows of d values, row after row.</param>
    /// <returns>n values.</returns>
    /// <exception cref="ArgumentException">The last row is not whole.</exception>
    public double[] LogLikelihoods(ReadOnlySpan<double> rows)
    {
        int count = rows.Length / Dimension;
        if (count * Dimension != rows.Length)
            throw new ArgumentException($"Rows of this mixture have {Dimension} values; there are {rows.Length} values.", nameof(rows));
        double[] result = new double[count];
        double[] columns = new double[Block * Dimension], scratch = new double[Block * Dimension], terms = new double[Block * Components];
        for (int start = 0; start < count; start += Block)
        {
            int size = Math.Min(Block, count - start);
            for (int position = 0; position < size * Dimension; position++)
                columns[position % Dimension * size + position / Dimension] = rows[start * Dimension + position];
            WeightedLogDensities(columns, size, scratch, terms);
            SumOfExponentials(terms, size, result.AsSpan(start, size));
        }
        return result;
    }

    /// <summary>Draws one row.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="row">Receives d values.</param>
    /// <exception cref="ArgumentException">The row has another length than <see cref="Dimension"/>.</exception>
    public void Sample(Random random, Span<double> row)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckLength(row);
        int component = DrawComponent(random.NextDouble());
        Span<double> noise = Dimension <= MostOnStack ? stackalloc double[MostOnStack] : new double[Dimension];
        noise = noise[..Dimension];
        for (int i = 0; i < noise.Length; i++)
            noise[i] = Normal.Sample(random, 0, 1);
        ReadOnlySpan<double> factor = _choleskyFactors[component], mean = Means[component].AsSpan();
        for (int i = 0; i < row.Length; i++)
            row[i] = mean[i] + Repeatable.SumOfProducts(factor.Slice(i * Dimension, i + 1), noise[..(i + 1)]);
    }

    /// <summary>log(weight_c) + log N(row; mean_c, covariance_c) for many rows and every component.</summary>
    /// <param name="columns">d columns of <paramref name="count"/> values: the rows transposed, so that each step below runs over many rows.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="scratch">d * count values.</param>
    /// <param name="result">Receives k blocks of <paramref name="count"/> values.</param>
    internal void WeightedLogDensities(ReadOnlySpan<double> columns, int count, Span<double> scratch, Span<double> result)
    {
        for (int component = 0; component < Components; component++)
        {
            Span<double> squares = result.Slice(component * count, count);
            squares.Clear();
            ReadOnlySpan<double> factor = _choleskyFactors[component];
            for (int i = 0; i < Dimension; i++)
            {
                // Forward substitution: whitened = L^-1 (row - mean), one coordinate of all rows at a time.
                Span<double> whitened = scratch.Slice(i * count, count);
                TensorPrimitives.Subtract(columns.Slice(i * count, count), Means[component][i], whitened);
                for (int j = 0; j < i; j++)
                    TensorPrimitives.MultiplyAdd(scratch.Slice(j * count, count), -factor[i * Dimension + j], whitened, whitened);
                TensorPrimitives.Multiply(whitened, 1 / factor[i * Dimension + i], whitened);
                TensorPrimitives.MultiplyAdd(whitened, whitened, squares, squares);
            }
            TensorPrimitives.Multiply(squares, -0.5, squares);
            TensorPrimitives.Add(squares, _logScales[component], squares);
        }
    }

    /// <summary>log of the sum over components of exp(term), for k blocks of <paramref name="count"/> terms.</summary>
    private void SumOfExponentials(Span<double> terms, int count, Span<double> result)
    {
        Span<double> largest = stackalloc double[Block];
        largest = largest[..count];
        terms[..count].CopyTo(largest);
        for (int component = 1; component < Components; component++)
            TensorPrimitives.Max(largest, terms.Slice(component * count, count), largest);
        TensorPrimitives.Max(largest, double.MinValue, largest); // where every term is -∞, so is the result
        result.Clear();
        for (int component = 0; component < Components; component++)
        {
            Span<double> own = terms.Slice(component * count, count);
            TensorPrimitives.Subtract(own, largest, own);
            TensorPrimitives.Exp(own, own);
            TensorPrimitives.Add(result, own, result);
        }
        TensorPrimitives.Log(result, result);
        TensorPrimitives.Add(result, largest, result);
    }

    private double LogScale(double weight, double[] choleskyFactor)
    {
        double result = Math.Log(weight) - 0.5 * Dimension * Math.Log(2 * Math.PI);
        for (int i = 0; i < Dimension; i++)
            result -= Math.Log(choleskyFactor[i * Dimension + i]);
        return result;
    }

    private int DrawComponent(double uniform)
    {
        int component = 0;
        while (component < Components - 1 && uniform >= Weights[component])
            uniform -= Weights[component++];
        return component;
    }

    private void CheckLength(ReadOnlySpan<double> row)
    {
        if (row.Length != Dimension)
            throw new ArgumentException($"A row of this mixture has {Dimension} values, not {row.Length}.", nameof(row));
    }
}
