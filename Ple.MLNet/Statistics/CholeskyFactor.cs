
namespace Ple.MLNet.Statistics;

/// <summary>Cholesky factors of small matrices. EM makes one in every iteration for each component, where a general library's overhead
/// outweighs the work.</summary>
internal static class CholeskyFactor
{
    /// <param name="matrix">d * d values, row after row.</param>
    /// <param name="dimension">d.</param>
    /// <returns>The lower triangular factor, row after row.</returns>
    /// <exception cref="ArgumentException">The matrix is not symmetric, or not positive definite; one with a NaN is neither.</exception>
    public static double[] Of(double[] matrix, int dimension)
    {
        double[] factor = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++)
        {
            ReadOnlySpan<double> row = factor.AsSpan(i * dimension, dimension);
            for (int j = 0; j < i; j++)
            {
                double value = matrix[i * dimension + j];
                if (Math.Abs(value - matrix[j * dimension + i]) > 1e-9 * (1 + Math.Abs(value)))
                    throw new ArgumentException("A covariance matrix is not symmetric.");
                factor[i * dimension + j] = (value - Repeatable.SumOfProducts(row[..j], factor.AsSpan(j * dimension, j))) / factor[j * dimension + j];
            }
            double square = matrix[i * dimension + i] - Repeatable.SumOfProducts(row[..i], row[..i]);
            if (!(square > 0 && double.IsFinite(square)))
                throw new ArgumentException("A covariance matrix is not positive definite.");
            factor[i * dimension + i] = Math.Sqrt(square);
        }
        return factor;
    }
}
