using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Keys and Booleans as categories: those that the table holds, ascending. Key 0 is missing.</summary>
internal sealed class CodedColumn<T>(DataViewSchema.DetachedColumn description) : CategoryColumn(description)
    where T : struct, IComparable<T>, IConvertible
{
    private readonly bool _isKey = description.Type is KeyDataViewType;
    private readonly List<T> _categories = [];
    private readonly Dictionary<T, int> _indices = [];

    public override int CategoryCount => _categories.Count;

    public override FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return fields =>
        {
            getter(ref value);
            if (_isKey && value.CompareTo(default) == 0)
                fields[0] = double.NaN;
            else
                fields[0] = _indices.TryGetValue(value, out int index) ? index : learn ? Learn(value, row.Position) : double.NaN;
        };
    }

    public override Delegate MakeGetter(FieldRow row, int firstField)
        => (ValueGetter<T>)((ref T value) =>
        {
            double field = row[firstField];
            value = double.IsNaN(field) ? default : _categories[(int)field];
        });

    /// <summary>The key's own value (text or number) where the column has key values, else the raw key or the Boolean.</summary>
    public override object ToValue(double field)
    {
        T raw = _categories[(int)field];
        if (!_isKey || Description.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues) is not DataViewSchema.Column column)
            return raw;
        object[] keyValues = AnnotationFormat.ReadVector(Description.Annotations, column);
        ulong index = raw.ToUInt64(CultureInfo.InvariantCulture) - 1;
        return index < (ulong)keyValues.Length ? keyValues[index] : raw;
    }

    public override int[] Freeze()
    {
        T[] before = [.. _categories];
        _categories.Sort();
        for (int i = 0; i < _categories.Count; i++)
            _indices[_categories[i]] = i;
        return [.. before.Select(c => _indices[c])];
    }

    public override void SaveCategories(BinaryWriter writer) => _categories.ForEach(c => writer.Write(c.ToUInt64(CultureInfo.InvariantCulture)));

    public override void LoadCategories(PayloadReader reader, int count)
    {
        ulong least = _isKey ? 1UL : 0;
        ulong most = _isKey ? ((KeyDataViewType)Description.Type).Count : 1;
        for (int i = 0; i < count; i++)
        {
            ulong raw = reader.ReadUInt64();
            PayloadReader.Check(raw >= least && raw <= most, "a category is out of its range");
            PayloadReader.Check(Add((T)Convert.ChangeType(raw, typeof(T), CultureInfo.InvariantCulture)) == i && _indices.Count == _categories.Count, "a category is there twice");
        }
    }

    private int Learn(T value, long position)
        => !_isKey || value.ToUInt64(CultureInfo.InvariantCulture) <= ((KeyDataViewType)Description.Type).Count ? Add(value) : throw Contracts.Except(
            $"Column '{Name}' holds key {value} in row {position}, but its type is {Description.Type}. Correct the key, or the count of the type.");

    private int Add(T category)
    {
        _indices[category] = _categories.Count;
        _categories.Add(category);
        return _categories.Count - 1;
    }
}
