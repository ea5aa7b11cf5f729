using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

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
