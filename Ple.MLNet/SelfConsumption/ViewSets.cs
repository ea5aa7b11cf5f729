using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Estimation;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Rows of data views. Those that a model made are kept in memory, so that the model need not stay.</summary>
internal sealed class ViewSets(IHostEnvironment environment, int seed) : IRowSets<IDataView>
{
    public long Count(IDataView rows)
    {
        if (rows.GetRowCount() is { } known)
            return known;
        long count = 0;
        using DataViewRowCursor cursor = rows.GetRowCursor([]);
        while (cursor.MoveNext())
            count++;
        return count;
    }

    public IDataView Append(IReadOnlyList<IDataView> parts) => new AppendedDataView(environment, parts[0], Count(parts[0]), parts.Skip(1));

    public IDataView Take(IDataView rows, long count) => new RepeatedRows(environment, rows, [.. Enumerable.Range(0, (int)Count(rows)).Select(i => i < count ? 1 : 0)]);

    public IDataView Draw(IDataView rows, long count, int generation)
    {
        int[] times = new int[Count(rows)], order = [.. Enumerable.Range(0, times.Length)];
        new Random(Seeds.Derive(seed, SeedPurpose.ConsumedRows, generation)).Shuffle(order);
        foreach (int row in order.Take((int)count))
            times[row] = 1;
        return new RepeatedRows(environment, rows, times);
    }
}
