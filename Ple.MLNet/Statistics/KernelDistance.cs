using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Statistics;

/// <summary>
/// The kernel distance (KID): squared maximum mean discrepancy with the kernel (x'y / dimensions + 1)^3, its unbiased estimate
/// (Binkowski et al. 2018). Unlike the Frechet distance its expectation does not depend on the number of rows; it can be negative.
/// </summary>
internal static class KernelDistance
{
    /// <summary>
    /// Mean over disjoint random subsets of equal size, and the standard error of that mean: NaN where the rows make one subset only.
    /// Disjoint subsets are independent, so the standard error covers the choice of the rows and not of the subsets alone.
    /// </summary>
    /// <param name="real">At least 2 rows.</param>
    /// <param name="generated">At least 2 rows.</param>
    /// <param name="subsets">As many subsets, or fewer where one would have less than 2 rows.</param>
    /// <param name="seed">Fixes the subsets.</param>
    public static (double Mean, double StandardError) Between(
        IReadOnlyList<float[]> real, IReadOnlyList<float[]> generated, int subsets, int seed)
    {
        TorchBackend.EnsureLoaded();
        int rows = Math.Min(real.Count, generated.Count);
        subsets = Math.Min(subsets, rows / 2);
        int size = rows / subsets;
        var random = new Random(seed);
        float[][] shuffledReal = [.. real], shuffledGenerated = [.. generated];
        random.Shuffle(shuffledReal);
        random.Shuffle(shuffledGenerated);

        double[] distances = new double[subsets];
        for (int i = 0; i < subsets; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            distances[i] = Unbiased(Matrix(shuffledReal, i * size, size), Matrix(shuffledGenerated, i * size, size));
        }
        double mean = distances.Average();
        double variance = distances.Sum(value => Math.Pow(value - mean, 2)) / (subsets - 1);
        return (mean, Math.Sqrt(variance / subsets));
    }

    private static double Unbiased(Tensor x, Tensor y)
    {
        long rows = x.shape[0];
        double within = OffDiagonalSum(Kernel(x, x)) + OffDiagonalSum(Kernel(y, y));
        return within / (rows * (rows - 1)) - 2 * Kernel(x, y).mean().item<double>();
    }

    private static double OffDiagonalSum(Tensor kernel) => kernel.sum().item<double>() - kernel.trace().item<double>();

    private static Tensor Kernel(Tensor x, Tensor y) => x.matmul(y.transpose(0, 1)).Over(x.shape[1]).AddInPlace(Lasting.One).pow_(Lasting.Three);

    private static Tensor Matrix(float[][] rows, int start, int count)
    {
        float[] values = [.. rows.AsSpan(start, count).ToArray().SelectMany(row => row)];
        return tensor(values, [count, rows[0].Length]).to(ScalarType.Float64);
    }
}
