using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// The nearest neighbours of a class's rows among themselves, exactly. Of many rows a matrix product gives all distances but for their rounding; those that it leaves in question
/// are measured.
/// </summary>
internal static class NearestNeighbors
{
    /// <summary>Below so many pairs the product does not pay.</summary>
    private const long FewPairs = 2_000_000;

    /// <summary>Beyond so many columns, categories counted one by one, it does not either.</summary>
    private const int MostColumns = 512;

    private const int ProductsAtATime = 1 << 21;
    private const float UnitRounding = 1f / (1 << 24);

    /// <summary>Nearest first, as indices into <paramref name="points"/>; of equally near ones the first.</summary>
    /// <param name="points">The class's rows.</param>
    /// <param name="penalty">What a category that differs adds to the squared distance.</param>
    /// <param name="isAsked">For each row whether its neighbours are asked for; the others get none.</param>
    /// <param name="count">Neighbours: at most the rows less one.</param>
    public static int[][] Find(MixedPoint[] points, double penalty, bool[] isAsked, int count)
    {
        int[] asked = [.. Enumerable.Range(0, points.Length).Where(row => isAsked[row])];
        int[][] nearest = [.. points.Select(_ => Array.Empty<int>())];
        int[] levels = Levels(points);
        int width = points[0].Numbers.Length + levels.Sum();
        if ((long)asked.Length * points.Length < FewPairs || width > MostColumns)
        {
            int[] all = [.. Enumerable.Range(0, points.Length)];
            Parallel.ForEach(asked, row => nearest[row] = Nearest(points, penalty, row, all, count));
        }
        else
            FindByProducts(points, penalty, asked, levels, width, count, nearest);
        return nearest;
    }

    private static void FindByProducts(MixedPoint[] points, double penalty, int[] asked, int[] levels, int width, int count, int[][] nearest)
    {
        TorchBackend.EnsureLoaded();
        float[] vectors = Vectors(points, penalty, levels, width);
        float[] norms = [.. points.Select((_, row) => TensorPrimitives.SumOfSquares<float>(vectors.AsSpan(row * width, width)))];
        // Of the dot product, of both norms and of their sum, with room to spare.
        float rounding = 4 * (width + 4) * UnitRounding * norms.Max();
        using DisposeScope scope = NewDisposeScope();
        Tensor all = Reproducible.Copy(vectors, [points.Length, width]), transposed = all.transpose(0, 1).contiguous();
        foreach (int[] block in asked.Chunk(Math.Max(1, ProductsAtATime / points.Length)))
        {
            using DisposeScope ofBlock = NewDisposeScope();
            Tensor products = all.index_select(0, tensor(block)).matmul(transposed);
            float[] values = products.Numbers<float>();
            Parallel.For(0, block.Length, i => nearest[block[i]] =
                Nearest(points, penalty, block[i], InQuestion(values.AsSpan(i * points.Length, points.Length), norms, block[i], count, rounding), count));
        }
    }

    /// <summary>The others that may be among the nearest: all whose distance is not above that of the last of the nearest by more than rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] InQuestion(ReadOnlySpan<float> products, float[] norms, int row, int count, float rounding)
    {
        float[] least = new float[count];
        Array.Fill(least, float.PositiveInfinity);
        var kept = new List<(int Row, float Distance)>();
        float limit = float.PositiveInfinity;
        int at = 0;
        for (; at + Vector<float>.Count <= products.Length; at += Vector<float>.Count)
        {
            if (Vector.LessThanOrEqualAny(new Vector<float>(norms, at) - 2 * new Vector<float>(products[at..]), new Vector<float>(limit)))
                Look(products.Slice(at, Vector<float>.Count));
        }
        Look(products[at..]);
        return [.. kept.Where(k => k.Distance <= limit).Select(k => k.Row)];

        void Look(ReadOnlySpan<float> some)
        {
            for (int i = 0; i < some.Length; i++)
            {
                float distance = norms[at + i] - 2 * some[i]; // less this row's own norm
                if (distance > limit || at + i == row)
                    continue;
                kept.Add((at + i, distance));
                if (distance >= least[^1])
                    continue;
                int place = count - 1;
                for (; place > 0 && least[place - 1] > distance; place--)
                    least[place] = least[place - 1];
                least[place] = distance;
                limit = least[^1] + 2 * rounding;
            }
        }
    }

    /// <summary>The nearest of some rows, given in ascending order.</summary>
    private static int[] Nearest(MixedPoint[] points, double penalty, int row, int[] others, int count)
    {
        double[] distances = new double[count];
        int[] indices = new int[count];
        int found = 0;
        foreach (int other in others)
        {
            if (other == row)
                continue;
            double limit = found < count ? double.PositiveInfinity : distances[count - 1];
            double distance = MixedDistance.Squared(points[row], points[other], penalty, limit);
            if (distance >= limit)
                continue;
            found = Math.Min(found + 1, count);
            int place = found - 1;
            for (; place > 0 && distances[place - 1] > distance; place--)
                (distances[place], indices[place]) = (distances[place - 1], indices[place - 1]);
            (distances[place], indices[place]) = (distance, other);
        }
        return indices;
    }

    /// <summary>How many values each category has, a missing one among them.</summary>
    private static int[] Levels(MixedPoint[] points) => [.. points[0].Categories.Select((_, field) => points.Max(p => p.Categories[field]) + 2)];

    /// <summary>Numbers, and for each value of a category a column: two rows that differ in it are apart by the penalty.</summary>
    private static float[] Vectors(MixedPoint[] points, double penalty, int[] levels, int width)
    {
        float[] vectors = new float[points.Length * width];
        float mark = (float)Math.Sqrt(penalty / 2);
        foreach ((int row, MixedPoint point) in points.Index())
        {
            Span<float> vector = vectors.AsSpan(row * width, width);
            point.Numbers.CopyTo(vector);
            int start = point.Numbers.Length;
            foreach ((int field, int category) in point.Categories.Index())
            {
                vector[start + category + 1] = mark;
                start += levels[field];
            }
        }
        return vectors;
    }
}
