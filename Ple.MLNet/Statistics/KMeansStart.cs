using System.Numerics.Tensors;

namespace Ple.MLNet.Statistics;

/// <summary>Hard responsibilities for EM to start from: k-means++ seeding (Arthur and Vassilvitskii 2007), then Lloyd's algorithm, which stops where
/// scikit-learn's does: no row changes, or the centres hardly move.</summary>
internal sealed class KMeansStart(double[] columns, int count, int clusters, Random random)
{
    private const int MaximumIterations = 300;
    private const double Tolerance = 1e-4; // squared moves of all centres, in mean variances of a column

    private readonly int _dimension = columns.Length / count;
    private readonly double[] _distances = new double[count];
    private readonly double[] _nearest = new double[count];
    private readonly int[] _assignment = new int[count];
    private readonly double[][] _centres = new double[clusters][];

    /// <summary>k blocks of <c>count</c> values: 1 where the row belongs to the cluster, else 0.</summary>
    public double[] Responsibilities()
    {
        Seed();
        double still = Tolerance * MeanVariance();
        bool moves = true;
        for (int iteration = 0; iteration < MaximumIterations && Assign() && moves; iteration++)
            moves = MoveCentres() > still;
        double[] responsibilities = new double[clusters * count];
        for (int row = 0; row < count; row++)
            responsibilities[_assignment[row] * count + row] = 1;
        return responsibilities;
    }

    private void Seed()
    {
        _centres[0] = Row(random.Next(count));
        Array.Fill(_nearest, double.PositiveInfinity);
        for (int cluster = 1; cluster < clusters; cluster++)
        {
            SquaredDistances(_centres[cluster - 1]);
            TensorPrimitives.Min<double>(_nearest, _distances, _nearest);
            _centres[cluster] = Row(DrawFarRow());
        }
        Array.Fill(_assignment, -1);
    }

    /// <summary>A row drawn with probability proportional to its squared distance from the nearest centre; any row where all distances are 0.</summary>
    private int DrawFarRow()
    {
        double total = Repeatable.Sum(_nearest);
        if (total <= 0)
            return random.Next(count);
        double left = random.NextDouble() * total;
        int row = 0;
        while (row < count - 1 && left >= _nearest[row])
            left -= _nearest[row++];
        return row;
    }

    /// <summary>Gives every row to its nearest centre; says whether any row changed.</summary>
    private bool Assign()
    {
        bool changed = false;
        int[] best = new int[count];
        Array.Fill(_nearest, double.PositiveInfinity);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            SquaredDistances(_centres[cluster]);
            for (int row = 0; row < count; row++)
            {
                if (_distances[row] < _nearest[row])
                    (_nearest[row], best[row]) = (_distances[row], cluster);
            }
        }
        for (int row = 0; row < count; row++)
        {
            changed |= best[row] != _assignment[row];
            _assignment[row] = best[row];
        }
        return changed;
    }

    /// <summary>Gives the sum of the centres' squared moves.</summary>
    private double MoveCentres()
    {
        double moved = 0;
        int[] sizes = new int[clusters];
        double[][] sums = [.. Enumerable.Range(0, clusters).Select(_ => new double[_dimension])];
        for (int row = 0; row < count; row++)
        {
            sizes[_assignment[row]]++;
            for (int i = 0; i < _dimension; i++)
                sums[_assignment[row]][i] += columns[i * count + row];
        }
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            if (sizes[cluster] == 0)
                continue; // an empty cluster keeps its centre
            double[] centre = Array.ConvertAll(sums[cluster], sum => sum / sizes[cluster]);
            for (int i = 0; i < _dimension; i++)
                moved += (centre[i] - _centres[cluster][i]) * (centre[i] - _centres[cluster][i]);
            _centres[cluster] = centre;
        }
        return moved;
    }

    private double MeanVariance()
    {
        double sum = 0;
        for (int i = 0; i < _dimension; i++)
        {
            ReadOnlySpan<double> column = columns.AsSpan(i * count, count);
            double mean = Repeatable.Sum(column) / count;
            sum += Repeatable.SumOfProducts(column, column) / count - mean * mean;
        }
        return sum / _dimension;
    }

    private void SquaredDistances(double[] centre)
    {
        Array.Clear(_distances);
        double[] difference = new double[count];
        for (int i = 0; i < _dimension; i++)
        {
            TensorPrimitives.Subtract(columns.AsSpan(i * count, count), centre[i], difference);
            TensorPrimitives.MultiplyAdd<double>(difference, difference, _distances, _distances);
        }
    }

    private double[] Row(int row) => [.. Enumerable.Range(0, _dimension).Select(i => columns[i * count + row])];
}
