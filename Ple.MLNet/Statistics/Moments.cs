using System.Numerics;
using System.Runtime.InteropServices;
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

    private const int ValuesPerBlock = 1 << 19, FewestRows = 512, EnoughRows = 2048, MostRows = 8192, ColumnsPerProduct = 128;

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
    public static int RowsPerBlock(int dimensions) => Math.Clamp(ValuesPerBlock / dimensions, Math.Clamp(dimensions, FewestRows, EnoughRows), MostRows);

    /// <summary>Adds rows that lie one after another.</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        TorchBackend.EnsureLoaded();
        int blockSize = RowsPerBlock(Dimensions) * Dimensions;
        for (int start = 0; start < rows.Length; start += blockSize)
            Merge(OfBlock(rows.Slice(start, Math.Min(blockSize, rows.Length - start))));
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
    private static void AddRow(Span<double> target, ReadOnlySpan<double> other, ReadOnlySpan<double> shift, double factor)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(other), shifts = MemoryMarshal.Cast<double, Vector<double>>(shift);
        for (int j = 0; j < targets.Length; j++)
            targets[j] += others[j] + factor * shifts[j];
        for (int j = targets.Length * Vector<double>.Count; j < target.Length; j++)
            target[j] += other[j] + factor * shift[j];
    }

    private Moments OfBlock(ReadOnlySpan<float> rows)
    {
        using DisposeScope scope = NewDisposeScope();
        int blockCount = rows.Length / Dimensions;
        double[] blockMean = new double[Dimensions];
        for (int row = 0; row < blockCount; row++)
            AddTo(blockMean, rows.Slice(row * Dimensions, Dimensions));
        for (int i = 0; i < Dimensions; i++)
            blockMean[i] /= blockCount;
        Tensor centred = empty(blockCount, Dimensions, ScalarType.Float64);
        Span<double> values = MemoryMarshal.Cast<byte, double>(centred.bytes);
        for (int row = 0; row < blockCount; row++)
            Centre(values.Slice(row * Dimensions, Dimensions), rows.Slice(row * Dimensions, Dimensions), blockMean);
        return new(blockCount, blockMean, SquareOf(centred).data<double>().ToArray());
    }

    /// <summary>sums += row</summary>
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

    /// <summary>target = row - mean</summary>
    private static void Centre(Span<double> target, ReadOnlySpan<float> row, ReadOnlySpan<double> mean)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= row.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out Vector<double> low, out Vector<double> high);
            (low - new Vector<double>(mean[i..])).CopyTo(target[i..]);
            (high - new Vector<double>(mean[(i + Vector<double>.Count)..])).CopyTo(target[(i + Vector<double>.Count)..]);
        }
        for (; i < row.Length; i++)
            target[i] = row[i] - mean[i];
    }

    /// <summary>values' values: the columns right of the diagonal alone are multiplied, the others mirrored.</summary>
    private static Tensor SquareOf(Tensor values)
    {
        long columns = values.shape[1];
        if (columns <= ColumnsPerProduct)
            return values.transpose(0, 1).matmul(values);
        Tensor square = zeros(columns, columns, ScalarType.Float64);
        for (long start = 0; start < columns; start += ColumnsPerProduct)
        {
            using DisposeScope scope = NewDisposeScope();
            long width = Math.Min(ColumnsPerProduct, columns - start), rest = columns - start;
            Tensor product = values.narrow(1, start, width).transpose(0, 1).matmul(values.narrow(1, start, rest));
            square.narrow(0, start, width).narrow(1, start, rest).copy_(product);
            square.narrow(0, start, rest).narrow(1, start, width).copy_(product.transpose(0, 1));
        }
        return square;
    }
}
