using System.Buffers;

namespace Ple.MLNet.Tables;

/// <summary>Encoded rows as fields.</summary>
internal sealed class DecodedRows(TableEncoding encoding, IEncodedRowSource source) : IFieldRowSource
{
    public long Count => source.Count;

    public void Read(long first, Span<double> rows)
    {
        int count = rows.Length / encoding.FieldCount;
        float[] encoded = ArrayPool<float>.Shared.Rent(count * encoding.Width);
        int[] conditions = ArrayPool<int>.Shared.Rent(count);
        source.Read(first, encoded.AsSpan(0, count * encoding.Width), conditions.AsSpan(0, count));
        for (int i = 0; i < count; i++)
            encoding.DecodeRow(encoded.AsSpan(i * encoding.Width, encoding.Width), conditions[i], rows.Slice(i * encoding.FieldCount, encoding.FieldCount));
        ArrayPool<float>.Shared.Return(encoded);
        ArrayPool<int>.Shared.Return(conditions);
    }
}
