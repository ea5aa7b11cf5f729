using Microsoft.ML;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Text as categories, in the order of first appearance. Empty text, which is ML.NET's missing text, is a category like any other.</summary>
internal sealed class TextColumn(DataViewSchema.DetachedColumn description) : CategoryColumn(description)
{
    private readonly List<string> _categories = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public override int CategoryCount => _categories.Count;

    public override FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _indices.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlyMemory<char> value = default;
        return fields =>
        {
            getter(ref value);
            fields[0] = lookup.TryGetValue(value.Span, out int index) ? index : learn ? Learn(value.ToString(), row.Position) : double.NaN;
        };
    }

    public override Delegate MakeGetter(FieldRow row, int firstField)
    {
        ReadOnlyMemory<char>[] values = [.. _categories.Select(c => c.AsMemory())];
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) =>
        {
            double field = row[firstField];
            value = double.IsNaN(field) ? default : values[(int)field];
        });
    }

    public override object ToValue(double field) => _categories[(int)field];

    public override int[] Freeze() => [.. Enumerable.Range(0, CategoryCount)];

    public override void SaveCategories(BinaryWriter writer) => _categories.ForEach(writer.Write);

    public override void LoadCategories(PayloadReader reader, int count)
    {
        for (int i = 0; i < count; i++)
            PayloadReader.Check(Add(reader.ReadText()) == i && _indices.Count == _categories.Count, "a category is there twice");
    }

    private int Learn(string text, long position)
    {
        SavedText.Check(text, $"Column '{Name}' holds text in row {position} that");
        return Add(text);
    }

    private int Add(string category)
    {
        _indices[category] = _categories.Count;
        _categories.Add(category);
        return _categories.Count - 1;
    }
}
