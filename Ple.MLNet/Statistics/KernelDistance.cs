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
    private const int RowsPerBlock = 512;

    /// <summary>Mean over disjoint random subsets of at most so many rows, and the variance of that mean.</summary>
    /// <param name="real">At least 2 rows.</param>
    /// <param name="generated">At least 2 rows; of the longer side as many rows are taken as the shorter has.</param>
    /// <param name="rowsPerSubset">At least 2.</param>
    /// <param name="seed">Fixes the subsets.</param>
    public static KernelEstimate Between(float[][] real, float[][] generated, int rowsPerSubset, int seed)
    {
        int rows = Math.Min(real.Length, generated.Length), subsets = (rows + rowsPerSubset - 1) / rowsPerSubset, size = rows / subsets;
        if (size < 2)
            (subsets, size) = (rows / 2, 2);
        var random = new Random(seed);
        float[][] shuffledReal = [.. real], shuffledGenerated = [.. generated];
        random.Shuffle(shuffledReal);
        random.Shuffle(shuffledGenerated);
        KernelEstimate[] each = [.. Enumerable.Range(0, subsets).Select(i =>
            Of(shuffledReal.AsSpan(i * size, size), shuffledGenerated.AsSpan(i * size, size)))];
        return new(each.Average(e => e.Value), each.Sum(e => e.Variance) / subsets / subsets);
    }

    /// <summary>Of given subsets, as torch-fidelity reports it: the mean and the standard deviation over the subsets.</summary>
    public static (double Mean, double Deviation) OfSubsets(float[][] real, float[][] generated, IEnumerable<(int[] Real, int[] Generated)> subsets)
    {
        double[] each = [.. subsets.Select(subset => Of([.. subset.Real.Select(i => real[i])], [.. subset.Generated.Select(i => generated[i])]).Value)];
        double mean = each.Average();
        return (mean, Math.Sqrt(each.Average(value => (value - mean) * (value - mean))));
    }

    /// <summary>
    /// Of as many real as generated rows. The variance is that of a U-statistic over pairs (x, y) of a real and a generated row with
    /// h = k(x, x') + k(y, y') - k(x, y') - k(y, x'): (4 (n - 2) Var E[h | x, y] + 2 Var h) / (n (n - 1)), its parts estimated without bias
    /// (Hoeffding 1948, Serfling 1980 section 5.2); it holds where the distributions are equal, too.
    /// </summary>
    public static KernelEstimate Of(ReadOnlySpan<float[]> real, ReadOnlySpan<float[]> generated)
    {
        TorchBackend.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        using var noGrad = no_grad();
        int n = real.Length;
        Tensor x = Matrix(real), y = Matrix(generated);
        double within = 0, across = 0, sum = 0, squares = 0, squaredSums = 0;
        for (int start = 0; start < n; start += RowsPerBlock)
        {
            using DisposeScope ofBlock = NewDisposeScope();
            int rows = Math.Min(RowsPerBlock, n - start);
            Tensor ofX = x.narrow(0, start, rows), ofY = y.narrow(0, start, rows);
            Tensor own = Kernel(ofX, x).AddInPlace(Kernel(ofY, y)), cross = Kernel(ofX, y);
            within += own.sum().Number() - own.diagonal(start).sum().Number();
            across += cross.sum().Number();
            Tensor h = own.sub_(cross.AddInPlace(Kernel(ofY, x)));
            h.diagonal(start).zero_();
            Tensor rowSums = h.sum([1L]);
            sum += rowSums.sum().Number();
            squaredSums += rowSums.Squared().sum().Number();
            squares += h.Squared().sum().Number();
        }
        double pairs = n * (n - 1.0);
        return new(within / pairs - 2 * across / ((double)n * n), Variance(n, sum, squares, squaredSums));
    }

    private static double Variance(int n, double sum, double squares, double squaredSums)
    {
        if (n < 4)
            return double.NaN;
        double pairs = n * (n - 1.0), triples = pairs * (n - 2.0), quadruples = triples * (n - 3.0);
        double shared = squaredSums - squares; // over i, j ≠ k of h_ij h_ik
        double squaredMean = (sum * sum - 4 * shared - 2 * squares) / quadruples;
        double ofProjection = Math.Max(0, shared / triples - squaredMean), ofKernel = Math.Max(0, squares / pairs - squaredMean);
        return (4 * (n - 2.0) * ofProjection + 2 * ofKernel) / pairs;
    }

    private static Tensor Kernel(Tensor x, Tensor y) => x.matmul(y.transpose(0, 1)).Over(x.shape[1]).AddInPlace(Lasting.One).pow_(Lasting.Three);

    private static Tensor Matrix(ReadOnlySpan<float[]> rows) => tensor(FlatRows.Of(rows), [rows.Length, rows[0].Length]).to(ScalarType.Float64);
}
