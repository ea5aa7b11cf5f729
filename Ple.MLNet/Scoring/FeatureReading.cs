using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Scoring;

/// <summary>Reads a table's features once, in a stream.</summary>
internal static class FeatureReading
{
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
        column.ReadRows(data, row => statistics.Add(row, position++));
        return statistics;
    }
}
