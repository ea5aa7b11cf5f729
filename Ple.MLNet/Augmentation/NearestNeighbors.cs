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
    private const long FewPairs = 100_000;

    /// <summary>Beyond so many columns, categories counted one by one, it does not either.</summary>
    private const int MostColumns = 512;

    private const int ProductsAtATime = 1 << 21;

    /// <summary>Another thread costs more than it saves on fewer.</summary>
    private const int ProductsOfAThread = 1 << 20;

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
        float[] norms = Norms(vectors, points.Length, width);
        // Of the dot product, of both norms and of their sum, with room to spare.
        float rounding = 4 * (width + 4) * UnitRounding * norms.Max();
        using DisposeScope scope = NewDisposeScope();
        Tensor all = Reproducible.Copy(vectors, [points.Length, width]), transposed = all.transpose(0, 1).contiguous();
        foreach (int[] block in asked.Chunk(Math.Max(1, ProductsAtATime / points.Length)))
        {
            using DisposeScope ofBlock = NewDisposeScope();
            Tensor products = all.index_select(0, tensor(block)).matmul(transposed);
            int parts = (block.Length * points.Length / ProductsOfAThread) + 1, rowsOfPart = (block.Length + parts - 1) / parts;
            if (parts == 1)
                Search(0);
            else
                Parallel.For(0, parts, Search);

            void Search(int part)
            {
                var candidates = new NeighborCandidates(norms, rounding, count);
                ReadOnlySpan<float> values = products.NumbersInPlace<float>();
                for (int i = part * rowsOfPart; i < Math.Min(block.Length, (part + 1) * rowsOfPart); i++)
                    nearest[block[i]] = Nearest(points, penalty, block[i], candidates.Of(values.Slice(i * points.Length, points.Length), block[i]), count);
            }
        }
    }

    /// <summary>The nearest of some rows, given in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Nearest(MixedPoint[] points, double penalty, int row, ReadOnlySpan<int> others, int count)
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

    /// <summary>The squared length of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Norms(float[] vectors, int count, int width)
    {
        float[] norms = new float[count];
        for (int row = 0; row < count; row++)
        {
            foreach (float number in vectors.AsSpan(row * width, width))
                norms[row] += number * number;
        }
        return norms;
    }

    /// <summary>Numbers, and for each value of a category a column: two rows that differ in it are apart by the penalty.</summary>
    private static float[] Vectors(MixedPoint[] points, double penalty, int[] levels, int width)
    {
        float[] vectors = new float[points.Length * width];
        float mark = (float)Math.Sqrt(penalty / 2);
        for (int row = 0; row < points.Length; row++)
        {
            Span<float> vector = vectors.AsSpan(row * width, width);
            points[row].Numbers.CopyTo(vector);
            int start = points[row].Numbers.Length;
            for (int field = 0; field < levels.Length; field++)
            {
                vector[start + points[row].Categories[field] + 1] = mark;
                start += levels[field];
            }
        }
        return vectors;
    }
}
