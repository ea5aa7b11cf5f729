using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

internal static class EncodingExtensions
{
    /// <summary>Reads a table and encodes it.</summary>
    public static EncodedBatch Encode(this TableEncoding encoding, IDataView table) => encoding.Encode(FieldTable.Load(new MLContext(), table, encoding));
}

/// <summary>An encoded table as a source of rows, repeated to any number.</summary>
internal sealed class EncodedRows(EncodedBatch table, int width, long? count = null) : IEncodedRowSource
{
    public long Count => count ?? table.Count;

    public void Read(long first, Span<float> rows, Span<int> conditions)
    {
        for (int i = 0; i < conditions.Length; i++)
        {
            int row = (int)((first + i) % table.Count);
            table.Rows.AsSpan(row * width, width).CopyTo(rows.Slice(i * width, width));
            conditions[i] = table.Conditions[row];
        }
    }
}
