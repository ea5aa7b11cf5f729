namespace Ple.MLNet.Tables;

/// <summary>A whole table in memory. How its numbers are encoded is learnt when that is first asked for: copies of rows, for one, need nothing of it.</summary>
/// <param name="layout">Its columns.</param>
/// <param name="rows">All rows.</param>
/// <param name="encode">Learns from them.</param>
internal sealed class KeptTable(FieldLayout layout, FieldTable rows, Func<TableEncoding> encode)
{
    private readonly Lazy<TableEncoding> _encoding = new(encode);

    public FieldLayout Layout => layout;

    public FieldTable Rows => rows;

    /// <summary>The same columns, with codes.</summary>
    /// <exception cref="InvalidOperationException">The encoded rows would be too wide.</exception>
    public TableEncoding Encoding => _encoding.Value;
}
