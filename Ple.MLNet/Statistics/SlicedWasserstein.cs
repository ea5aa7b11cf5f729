using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Statistics;

/// <summary>
/// The sliced Wasserstein distance of order 2: the root of the mean, over random directions, of the squared one-dimensional transport distance of the
/// projected samples (Bonneel et al. 2015; on features of a network: MIND, Berthet et al. 2026). No moments and no Gaussian assumption.
/// </summary>
internal static class SlicedWasserstein
{
    private const int MostDirections = 512, DirectionsPerBlock = 64;

    /// <param name="first">At least one row.</param>
    /// <param name="second">At least one row.</param>
    /// <param name="seed">Of the directions.</param>
    public static double Between(float[][] first, float[][] second, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        TorchBackend.EnsureLoaded();
        using Generator generator = Reproducible.Generator(seed);
        Tensor directions = randn(first[0].Length, MostDirections, generator: generator).to(ScalarType.Float64);
        directions = directions / directions.Squared().sum([0L], keepdim: true).sqrt();
        return Along(directions, first, second);
    }

    /// <param name="directions">[dimensions, count], of length 1, double.</param>
    /// <param name="first">At least one row.</param>
    /// <param name="second">At least one row.</param>
    public static double Along(Tensor directions, float[][] first, float[][] second)
    {
        using DisposeScope scope = NewDisposeScope();
        double total = 0;
        for (long start = 0; start < directions.shape[1]; start += DirectionsPerBlock)
        {
            using DisposeScope ofBlock = NewDisposeScope();
            Tensor some = directions.narrow(1, start, Math.Min(DirectionsPerBlock, directions.shape[1] - start));
            double[] a = Sorted(first, some), b = Sorted(second, some);
            for (int direction = 0; direction < some.shape[1]; direction++)
                total += Transport(a.AsSpan(direction * first.Length, first.Length), b.AsSpan(direction * second.Length, second.Length));
        }
        return Math.Sqrt(total / directions.shape[1]);
    }

    /// <summary>The integral of the squared difference of the quantile functions; both ascending.</summary>
    private static double Transport(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        if (a.Length == b.Length)
        {
            for (int i = 0; i < a.Length; i++)
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            return sum / a.Length;
        }
        double at = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            // Steps end at (i + 1) / a.Length and (j + 1) / b.Length: compared without division.
            long endA = (i + 1L) * b.Length, endB = (j + 1L) * a.Length;
            double end = Math.Min(endA, endB) / ((double)a.Length * b.Length), difference = a[i] - b[j];
            sum += (end - at) * difference * difference;
            at = end;
            (i, j) = (endA <= endB ? i + 1 : i, endB <= endA ? j + 1 : j);
        }
        return sum;
    }

    /// <returns>The projections on each direction, ascending, direction after direction.</returns>
    private static double[] Sorted(float[][] rows, Tensor directions)
    {
        Tensor values = tensor(FlatRows.Of(rows), [rows.Length, rows[0].Length]).to(ScalarType.Float64);
        return directions.transpose(0, 1).matmul(values.transpose(0, 1)).sort(1).Values.Numbers<double>();
    }
}
