using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// SMOTE (Chawla et al. 2002, JAIR 16): a new row lies at a random place between a row of the class and one of its nearest neighbours of that
/// class. Categories follow section 6.1, SMOTE-NC: in the distance each difference counts the median of the numbers' standard deviations, and
/// the new row takes the most frequent category among the neighbours. Numbers are rounded as their column is; a number is missing where it is
/// missing in most neighbours.
/// </summary>
public sealed class SmoteSampling : RowSampling
{
    /// <summary>Nearest neighbours to choose from; a smaller class uses all its other rows. Default 5, at least 1.</summary>
    public int Neighbors { get; init; } = 5;

    internal override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);

    internal override IRowSampler Fit(IHost host, KeptTable table, int seed)
        => new Sampler(host, table, Neighbors, seed);

    private sealed class Sampler(IHost host, KeptTable table, int neighbors, int seed) : IRowSampler
    {
        private readonly ClassRows _classes = new(table);
        private readonly MixedDistance _distance = new(table.Rows, table.Layout);
        private readonly NumberValues?[] _values = NumberValues.Of(table.Layout, table.Rows);

        public IDataView Sample(int classIndex, long count)
        {
            int[] members = _classes[classIndex];
            int rowSeed = Seeds.Derive(seed, SeedPurpose.AddedRows, classIndex);
            Warn(table.Layout.Condition!.Categories[classIndex], members.Length, count);
            if (members.Length == 1)
                return new TableView(host, table.Layout, new Copies(table.Rows, members, count, rowSeed));
            MixedPoint[] points = [.. members.Select(m => _distance.ToPoint(table.Rows[m]))];
            bool[] isStart = SmoteRows.Starts(members.Length, count, rowSeed);
            int[][] nearest = NearestNeighbors.Find(points, _distance.Penalty(points), isStart, Math.Min(neighbors, members.Length - 1));
            return new TableView(host, table.Layout, new SmoteRows(table, _values, members, nearest, count, rowSeed));
        }

        private void Warn(object category, int size, long count)
        {
            using IChannel channel = host.Start("Smote");
            if (size == 1)
                channel.Warning($"Class {Quoted.Value(category)} has a single row: SMOTE has no neighbour to interpolate with, so its {count} new rows are copies.");
            else if (size <= neighbors)
                channel.Warning($"Class {Quoted.Value(category)} has {size} rows: SMOTE uses {size - 1} neighbours instead of {neighbors}, and its {count} new rows lie close to what is there.");
        }
    }
}
