using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Statistics;

/// <summary>Mean and covariance of rows seen one batch after another, in double precision.</summary>
/// <remarks>Chan, Golub and LeVeque (1983): moments of two parts merge without going back to the rows, and nothing is lost to
/// cancellation as it is by sums of squares.</remarks>
internal sealed class Moments(long count, double[] mean, double[] scatter)
{
    /// <summary>The scatter matrix must fit one array.</summary>
    public const int MaxDimensions = 1 << 15;

    private const int ValuesPerBlock = 1 << 17, FewestRows = 512, MostRows = 2048, BlocksAtATime = 4, FeaturesPerProduct = 128, RowsPerTile = 8;

    public Moments(int dimensions) : this(0, new double[dimensions], new double[dimensions * dimensions])
    {
    }

    public int Dimensions => mean.Length;

    /// <summary>Rows seen.</summary>
    public long Count { get; private set; } = count;

    public ReadOnlySpan<double> Mean => mean;

    /// <summary>Sum over the rows of the outer product of their deviation from the mean, [dimensions, dimensions].</summary>
    public ReadOnlySpan<double> Scatter => scatter;

    /// <summary>Trace of the covariance.</summary>
    public double TotalVariance
    {
        get
        {
            double trace = 0;
            for (int i = 0; i < Dimensions; i++)
                trace += scatter[i * Dimensions + i];
            return trace / (Count - 1);
        }
    }

    public static Moments Of(ReadOnlySpan<float> rows, int dimensions)
    {
        var moments = new Moments(dimensions);
        moments.Add(rows);
        return moments;
    }

    /// <summary>The mean as a tensor [dimensions] of the caller's dispose scope.</summary>
    public Tensor MeanTensor() => tensor(mean);

    /// <summary>The covariance with n - 1 as a tensor [dimensions, dimensions] of the caller's dispose scope; needs two rows.</summary>
    public Tensor CovarianceTensor() => tensor(scatter, [Dimensions, Dimensions]).Over(Count - 1);

    /// <summary>Rows that are best added at a time: enough for a fast product, and little memory.</summary>
    public static int RowsAtATime(int dimensions) => BlocksAtATime * RowsPerBlock(dimensions);

    /// <summary>Adds rows that lie one after another.</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        TorchBackend.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        Tensor square = tensor(scatter, [Dimensions, Dimensions]).clone(); // of its own memory: products do not depend on where the array lies
        int blockSize = RowsPerBlock(Dimensions) * Dimensions;
        for (int start = 0; start < rows.Length; start += blockSize)
            AddBlock(square, rows.Slice(start, Math.Min(blockSize, rows.Length - start)));
        foreach ((long start, long width, long columns) in Strips())
            square.narrow(0, start + width, columns - width).narrow(1, start, width).copy_(square.narrow(0, start, width).narrow(1, start + width, columns - width).transpose(0, 1));
        square.CopyNumbersTo<double>(scatter);
    }

    /// <summary>Adds the rows that another instance has seen.</summary>
    public void Merge(Moments other)
    {
        long total = Count + other.Count;
        if (total == 0)
            return;
        double weight = (double)Count * other.Count / total;
        double[] shift = new double[Dimensions];
        for (int i = 0; i < Dimensions; i++)
            shift[i] = other.Mean[i] - mean[i];
        for (int i = 0; i < Dimensions; i++)
        {
            AddRow(scatter.AsSpan(i * Dimensions, Dimensions), other.Scatter.Slice(i * Dimensions, Dimensions), shift, weight * shift[i]);
            mean[i] += shift[i] * other.Count / total;
        }
        Count = total;
    }

    /// <summary>target += other + factor * shift</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(Span<double> target, ReadOnlySpan<double> other, ReadOnlySpan<double> shift, double factor)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(other), shifts = MemoryMarshal.Cast<double, Vector<double>>(shift);
        for (int j = 0; j < targets.Length; j++)
            targets[j] += others[j] + factor * shifts[j];
        for (int j = targets.Length * Vector<double>.Count; j < target.Length; j++)
            target[j] += other[j] + factor * shift[j];
    }

    /// <summary>Adds a block to mean and count, and its scatter to what is right of the diagonal of the scatter matrix.</summary>
    private void AddBlock(Tensor square, ReadOnlySpan<float> rows)
    {
        using DisposeScope scope = NewDisposeScope();
        int blockCount = rows.Length / Dimensions;
        double[] blockMean = new double[Dimensions];
        for (int row = 0; row < blockCount; row++)
            AddTo(blockMean, rows.Slice(row * Dimensions, Dimensions));
        for (int i = 0; i < Dimensions; i++)
            blockMean[i] /= blockCount;
        Tensor centred = empty(Dimensions, blockCount + 1, ScalarType.Float64);
        Span<double> values = MemoryMarshal.Cast<byte, double>(centred.bytes);
        Centre(values, rows, blockMean);
        long total = Count + blockCount;
        double root = Math.Sqrt((double)Count * blockCount / total);
        for (int i = 0; i < Dimensions; i++)
        {
            double shift = blockMean[i] - mean[i];
            values[(i + 1) * (blockCount + 1) - 1] = root * shift; // as one more row: what the distance of the means adds
            mean[i] += shift * blockCount / total;
        }
        foreach ((long start, long width, long columns) in Strips())
            square.narrow(0, start, width).narrow(1, start, columns).addmm_(centred.narrow(0, start, width), centred.narrow(0, start, columns).transpose(0, 1), 1, 1);
        Count = total;
    }

    /// <summary>Some rows of a symmetric matrix from the diagonal on, and how many columns there are: a little more than half of it in all.</summary>
    private IEnumerable<(long Start, long Width, long Columns)> Strips()
    {
        for (int start = 0; start < Dimensions; start += FeaturesPerProduct)
            yield return (start, Math.Min(FeaturesPerProduct, Dimensions - start), Dimensions - start);
    }

    /// <summary>A block of few features stays in the cache; of many, it pays for a pass over the scatter matrix.</summary>
    private static int RowsPerBlock(int dimensions) => Math.Clamp(Math.Max(ValuesPerBlock / dimensions, dimensions / 2), FewestRows, MostRows);

    /// <summary>sums += row</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(Span<double> sums, ReadOnlySpan<float> row)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= row.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out Vector<double> low, out Vector<double> high);
            (new Vector<double>(sums[i..]) + low).CopyTo(sums[i..]);
            (new Vector<double>(sums[(i + Vector<double>.Count)..]) + high).CopyTo(sums[(i + Vector<double>.Count)..]);
        }
        for (; i < row.Length; i++)
            sums[i] += row[i];
    }

    /// <summary>The rows less the mean, one feature after another (the product of such is faster than of rows), with room for one more row.</summary>
    private static void Centre(Span<double> target, ReadOnlySpan<float> rows, ReadOnlySpan<double> mean)
    {
        int dimensions = mean.Length, count = rows.Length / dimensions, stride = count + 1, tiled = count - count % RowsPerTile;
        for (int start = 0; start < tiled; start += RowsPerTile)
            CentreTile(target[start..], stride, rows.Slice(start * dimensions, RowsPerTile * dimensions), mean);
        for (int row = tiled; row < count; row++)
        {
            for (int i = 0; i < dimensions; i++)
                target[i * stride + row] = rows[row * dimensions + i] - mean[i];
        }
    }

    /// <param name="target">From the tile's place in the first feature on.</param>
    /// <param name="stride">From one feature to the next.</param>
    /// <param name="tile">Eight rows.</param>
    /// <param name="mean">Of each feature.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CentreTile(Span<double> target, int stride, ReadOnlySpan<float> tile, ReadOnlySpan<double> mean)
    {
        int n = mean.Length;
        ReadOnlySpan<float> a = tile[..n], b = tile.Slice(n, n), c = tile.Slice(2 * n, n), d = tile.Slice(3 * n, n),
            e = tile.Slice(4 * n, n), f = tile.Slice(5 * n, n), g = tile.Slice(6 * n, n), h = tile.Slice(7 * n, n);
        for (int i = 0; i < a.Length; i++)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(a[i], b[i], c[i], d[i], e[i], f[i], g[i], h[i]));
            Vector256<double> centre = Vector256.Create(mean[i]);
            Span<double> feature = target.Slice(i * stride, RowsPerTile);
            (low - centre).CopyTo(feature);
            (high - centre).CopyTo(feature[Vector256<double>.Count..]);
        }
    }
}
