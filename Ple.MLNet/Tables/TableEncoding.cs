using Microsoft.ML.Runtime;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tables;

/// <summary>
/// A table's columns as float rows and back. An encoded row is the normal scores of all numbers, then the one-hot parts field after field; the
/// condition column is not in it. Fitted by <see cref="TableEncoder"/>; immutable.
/// </summary>
internal sealed class TableEncoding : FieldLayout
{
    private readonly IExceptionContext _context;
    private readonly FieldCode[] _codes;
    private readonly int[] _oneHotWidths;
    private readonly bool[] _haveScores;
    private readonly int[] _scoreSlots;
    private readonly int[] _oneHotSlots;

    public TableEncoding(IExceptionContext context, TableColumn[] columns, FieldCode[] codes, TableCondition? condition, int seed)
        : base(columns, condition, seed)
    {
        (_context, _codes) = (context, codes);
        _oneHotWidths = [.. codes.Select(c => c.OneHotWidth)];
        _haveScores = [.. codes.Select(c => c.HasScore)];
        _scoreSlots = new int[codes.Length];
        _oneHotSlots = new int[codes.Length];
        int[] encoded = [.. Enumerable.Range(0, codes.Length).Where(f => f != ConditionField)];
        foreach (int field in encoded.Where(f => codes[f].HasScore))
            _scoreSlots[field] = Width++;
        var blocks = new List<EncodedBlock>();
        if (Width > 0)
            blocks.Add(new(EncodedBlockKind.Gaussian, 0, Width));
        foreach (int field in encoded.Where(f => codes[f].OneHotWidth > 0))
        {
            _oneHotSlots[field] = Width;
            blocks.Add(new(EncodedBlockKind.Softmax, Width, codes[field].OneHotWidth));
            Width += codes[field].OneHotWidth;
        }
        Blocks = blocks;
        PresenceSlots = [.. encoded.Where(f => codes[f].HasScore).Select(f => codes[f].OneHotWidth > 0 ? _oneHotSlots[f] + codes[f].OneHotWidth - 1 : -1)];
    }

    /// <summary>Each field's code.</summary>
    public IReadOnlyList<FieldCode> Codes => _codes;

    /// <summary>Slots of an encoded row; 0 where no column varies.</summary>
    public int Width { get; }

    public IReadOnlyList<EncodedBlock> Blocks { get; }

    /// <summary>For each slot of the Gaussian block: the slot that is 1 where the row has a number there (else the score, 0, means nothing); -1 where every row has one.</summary>
    public IReadOnlyList<int> PresenceSlots { get; }

    /// <summary>Encodes one row.</summary>
    /// <param name="fields">[FieldCount]</param>
    /// <param name="row">The row's position: with the seed it decides where among equal numbers this one stands.</param>
    /// <param name="encoded">[Width]: overwritten.</param>
    public void EncodeRow(ReadOnlySpan<double> fields, long row, Span<float> encoded)
    {
        encoded.Clear();
        for (int field = 0; field < fields.Length; field++)
        {
            if (field == ConditionField)
                continue;
            float score = _codes[field].Encode(fields[field], CounterRandom.Uniform(Seed, row, field), encoded.Slice(_oneHotSlots[field], _oneHotWidths[field]));
            if (_haveScores[field])
                encoded[_scoreSlots[field]] = score;
        }
    }

    /// <summary>Decodes one row.</summary>
    /// <param name="encoded">[Width]</param>
    /// <param name="condition">The index of the row's category; -1 for none.</param>
    /// <param name="fields">[FieldCount]: overwritten.</param>
    public void DecodeRow(ReadOnlySpan<float> encoded, int condition, Span<double> fields)
    {
        for (int field = 0; field < fields.Length; field++)
        {
            fields[field] = field == ConditionField
                ? Condition!.ToField(condition)
                : _codes[field].Decode(encoded.Slice(_oneHotSlots[field], _oneHotWidths[field]), _haveScores[field] ? encoded[_scoreSlots[field]] : 0);
        }
    }

    /// <summary>Encodes all rows.</summary>
    public EncodedBatch Encode(FieldTable table)
    {
        if ((long)table.Count * Width > Array.MaxLength)
            throw _context.Except($"The table is too large to be held as one array: more than {Array.MaxLength / Width} rows of {Width} numbers.");
        float[] rows = new float[table.Count * Width];
        int[] conditions = new int[table.Count];
        for (int row = 0; row < table.Count; row++)
        {
            EncodeRow(table[row], row, rows.AsSpan(row * Width, Width));
            conditions[row] = ConditionField < 0 ? -1 : Condition!.IndexOfField(table[row][ConditionField]);
        }
        return new(rows, conditions);
    }
}
