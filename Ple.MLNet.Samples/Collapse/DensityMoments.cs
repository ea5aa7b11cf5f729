using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>Mean and covariance, of rows or of a density.</summary>
/// <param name="Mean">[d]</param>
/// <param name="Covariance">[d, d], row after row; of rows the maximum likelihood estimate.</param>
internal sealed record DensityMoments(double[] Mean, double[] Covariance)
{
    public double Trace => Enumerable.Range(0, Mean.Length).Sum(i => Covariance[i * Mean.Length + i]);

    public double SquaredMean => TensorPrimitives.SumOfSquares<double>(Mean);

    /// <summary>Negative infinity of a covariance that is singular.</summary>
    public double LogDeterminant
    {
        get
        {
            double determinant = Mean.Length == 1 ? Covariance[0] : double.NaN;
            if (Mean.Length > 1)
            {
                try
                {
                    return Matrix<double>.Build.DenseOfRowMajor(Mean.Length, Mean.Length, Covariance).Cholesky().DeterminantLn;
                }
                catch (ArgumentException) // not positive definite
                {
                    return double.NegativeInfinity;
                }
            }
            return Math.Log(determinant);
        }
    }

    /// <param name="rows">[n, d]</param>
    /// <param name="dimension">d</param>
    public static DensityMoments OfRows(ReadOnlySpan<double> rows, int dimension)
    {
        int count = rows.Length / dimension;
        double[] mean = new double[dimension], covariance = new double[dimension * dimension], centred = new double[dimension];
        for (int i = 0; i < count; i++)
            TensorPrimitives.MultiplyAdd(rows.Slice(i * dimension, dimension), 1.0 / count, mean, mean);
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.Subtract(rows.Slice(i * dimension, dimension), mean, centred);
            for (int j = 0; j < dimension; j++)
            {
                Span<double> line = covariance.AsSpan(j * dimension, dimension);
                TensorPrimitives.MultiplyAdd(centred, centred[j] / count, line, line);
            }
        }
        return new(mean, covariance);
    }

    public static DensityMoments Of(GaussianMixture density)
    {
        int dimension = density.Dimension;
        double[] mean = new double[dimension], covariance = new double[dimension * dimension];
        for (int k = 0; k < density.Components; k++)
        {
            for (int i = 0; i < dimension; i++)
                mean[i] += density.Weights[k] * density.Means[k][i];
        }
        for (int k = 0; k < density.Components; k++)
        {
            for (int i = 0; i < dimension; i++)
            {
                for (int j = 0; j < dimension; j++)
                    covariance[i * dimension + j] += density.Weights[k] * (density.Covariances[k][i * dimension + j] + (density.Means[k][i] - mean[i]) * (density.Means[k][j] - mean[j]));
            }
        }
        return new(mean, covariance);
    }
}
