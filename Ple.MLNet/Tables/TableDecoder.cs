namespace Ple.MLNet.Tables;

/// <summary>Gives the columns of one encoded row at a time: for row-to-row mappers.</summary>
internal sealed class TableDecoder(TableEncoding encoding)
{
    private readonly FieldRow _row = new(new double[encoding.FieldCount]);

    /// <summary>Makes a row the current one.</summary>
    /// <param name="encoded">[Width]</param>
    /// <param name="condition">The index of the row's category; -1 for none.</param>
    public void Decode(ReadOnlySpan<float> encoded, int condition) => encoding.DecodeRow(encoded, condition, _row.Values);

    /// <summary>A getter of the current row's value, of the type of <paramref name="column"/> in <see cref="FieldLayout.Schema"/>.</summary>
    public Delegate MakeGetter(int column) => encoding.Columns[column].MakeGetter(_row, encoding.FirstFields[column]);
}
