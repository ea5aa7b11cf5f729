using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Fairness;

/// <summary>A column that names classes, read as text whatever its type: text, key with or without values, Boolean, number.</summary>
internal sealed class ClassColumn
{
    private readonly IExceptionContext _context;
    private readonly DataViewSchema.Column _column;
    private readonly string[]? _keyValues;

    private ClassColumn(IExceptionContext context, DataViewSchema.Column column)
        => (_context, _column, _keyValues) = (context, column, KeyValues(column));

    public DataViewSchema.Column Column => _column;

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not of a type that names classes.</exception>
    public static ClassColumn Find(IExceptionContext context, DataViewSchema schema, string role, string name)
    {
        if (schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw context.ExceptSchemaMismatch(nameof(schema), role, name);
        if (column.Type is not (TextDataViewType or KeyDataViewType or BooleanDataViewType or NumberDataViewType))
            throw context.ExceptSchemaMismatch(nameof(schema), role, name, "text, key, Boolean or number", column.Type.ToString());
        return new(context, column);
    }

    /// <summary>The class of the row that a cursor stands on.</summary>
    /// <exception cref="InvalidOperationException">(from the result) The value is missing.</exception>
    public Func<string> Reader(DataViewRow row)
    {
        Func<string> text = _column.Type is KeyDataViewType ? KeyReader(row) : TextReader(row);
        bool isReal = _column.Type == NumberDataViewType.Single || _column.Type == NumberDataViewType.Double;
        return () =>
        {
            string name = text();
            if (name.Length == 0 || (isReal && name == "NaN"))
                throw _context.Except($"Column '{_column.Name}' has no class in row {row.Position}: the value is missing.");
            return name;
        };
    }

    private Func<string> TextReader(DataViewRow row)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = RowCursorUtils.GetGetterAs<ReadOnlyMemory<char>>(TextDataViewType.Instance, row, _column.Index);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString();
        };
    }

    /// <summary>Keys count from 1; 0 is the missing value.</summary>
    private Func<string> KeyReader(DataViewRow row)
    {
        ValueGetter<ulong> getter = RowCursorUtils.GetGetterAs<ulong>(NumberDataViewType.UInt64, row, _column.Index);
        ulong key = 0;
        return () =>
        {
            getter(ref key);
            return key == 0 ? "" : Named(key, row.Position);
        };
    }

    private string Named(ulong key, long position)
    {
        ulong count = (ulong?)_keyValues?.Length ?? ((KeyDataViewType)_column.Type).Count;
        if (key > count)
            throw _context.Except($"Column '{_column.Name}' holds key {key} in row {position}, but has {count} keys. Correct the key, or the count of the type.");
        return _keyValues is null ? key.ToString() : _keyValues[key - 1];
    }

    private static string[]? KeyValues(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues) is not DataViewSchema.Column annotation)
            return null;
        DataViewRow annotations = AnnotationUtils.AnnotationsAsRow(column.Annotations);
        VBuffer<ReadOnlyMemory<char>> values = default;
        RowCursorUtils.GetVecGetterAs<ReadOnlyMemory<char>>(TextDataViewType.Instance, annotations, annotation.Index)(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }
}
