using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>
/// The categories of the condition column: text in the order of first appearance, keys, Booleans and numbers ascending. Rows whose condition is
/// missing belong to none of them.
/// </summary>
internal sealed class TableCondition
{
    private readonly IExceptionContext _context;
    private readonly double[] _fields;
    private readonly Dictionary<double, int> _indices;

    public TableCondition(IExceptionContext context, TableColumn column, double[] fields, long[] counts)
    {
        (_context, _fields, Counts, Column) = (context, fields, counts, column);
        _indices = fields.Index().ToDictionary(f => f.Item, f => f.Index);
        Categories = [.. fields.Select(column.ToValue)];
    }

    public TableColumn Column { get; }

    /// <summary>The column's name.</summary>
    public string Name => Column.Name;

    /// <summary>The values: text (also for keys with text key values), Boolean, or a number.</summary>
    public IReadOnlyList<object> Categories { get; }

    /// <summary>Rows of each category in the table that was fitted.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>The index of a category.</summary>
    /// <param name="value">A value as the column's user knows it; numbers of any type are compared by value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table held no such value: the message lists those it held.</exception>
    public int IndexOf(object value)
    {
        for (int i = 0; i < Categories.Count; i++)
        {
            if (AreEqual(Categories[i], value))
                return i;
        }
        Type type = Categories[0].GetType();
        if (type != value.GetType() && (Categories[0] is string or bool || value is string or bool) && value is not ReadOnlyMemory<char>)
            throw _context.ExceptParam(nameof(value), $"Classes of column '{Name}' are asked for by {type.Name}, and {Quoted.Value(value)} is {value.GetType().Name}. It has: {Quoted.List(Categories)}.");
        throw _context.ExceptParam(nameof(value), $"Column '{Name}' has no value {Quoted.Value(value)}. It has: {Quoted.List(Categories)}.");
    }

    /// <summary>The index of a field's category; -1 for a missing or unknown one.</summary>
    public int IndexOfField(double field) => !double.IsNaN(field) && _indices.TryGetValue(field, out int index) ? index : -1;

    /// <summary>Reads the category's index at the row where a cursor stands; a missing or unknown one is an exception.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cursor's table has no such column, or of another type.</exception>
    public Func<int> MakeReader(IExceptionContext context, DataViewRow row)
    {
        if (row.Schema.GetColumnOrNull(Name) is not DataViewSchema.Column input)
            throw context.ExceptSchemaMismatch(nameof(row), "condition", Name);
        if (!input.Type.Equals(Column.Description.Type))
            throw context.ExceptSchemaMismatch(nameof(row), "condition", Name, Column.Description.Type.ToString(), input.Type.ToString());
        FieldReader read = Column.MakeReader(row, input, learn: false);
        double[] field = new double[1];
        return () =>
        {
            read(field);
            return IndexOf(context, field[0], row.Position);
        };
    }

    /// <summary>The index of a field's category.</summary>
    /// <exception cref="InvalidOperationException">It is missing or unknown.</exception>
    public int IndexOf(IExceptionContext context, double field, long row)
        => IndexOfField(field) is >= 0 and var index ? index : throw context.Except($"Column '{Name}' is missing in row {row}, or holds a value that the " +
            $"training rows did not. The generator knows {Quoted.List(Categories)}.");

    /// <summary>The field of a category; NaN for -1.</summary>
    public double ToField(int index) => index < 0 ? double.NaN : _fields[index];

    public void Save(BinaryWriter writer)
    {
        writer.Write(_fields.Length);
        for (int i = 0; i < _fields.Length; i++)
        {
            writer.Write(_fields[i]);
            writer.Write(Counts[i]);
        }
    }

    private static bool AreEqual(object category, object value)
        => category is string or bool || value is string or bool
            ? category.Equals(value is ReadOnlyMemory<char> text ? text.ToString() : value)
            : value is IConvertible && Convert.ToDouble(category, CultureInfo.InvariantCulture) == Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
