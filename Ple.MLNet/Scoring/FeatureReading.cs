using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Scoring;

/// <summary>Reads a table's features once, in a stream.</summary>
internal static class FeatureReading
{
    private const int ValuesPerBatch = 1 << 14; // arrays that the garbage collector takes back at once

    /// <param name="host">Throws the errors.</param>
    /// <param name="data">The table.</param>
    /// <param name="featureColumnName">A known-size vector of Single.</param>
    /// <param name="empty">Makes the statistics of a number of features.</param>
    /// <param name="firstRow">Position of the table's first row in the whole.</param>
    public static FeatureStatistics Read(IHost host, IDataView data, string featureColumnName, Func<int, FeatureStatistics> empty, long firstRow = 0)
    {
        VectorColumn column = FeatureColumn.Find(host, data.Schema, featureColumnName);
        FeatureStatistics statistics = empty(column.Size);
        long position = firstRow;
        foreach (float[] batch in column.ReadBatches(data, Math.Max(1, ValuesPerBatch / column.Size)))
        {
            for (int start = 0; start < batch.Length; start += column.Size)
                statistics.Add(batch.AsSpan(start, column.Size), position++);
        }
        return statistics;
    }
}
