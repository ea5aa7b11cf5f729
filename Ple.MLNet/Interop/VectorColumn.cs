using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>A column that holds a vector of Single of known size: checked once, then read in batches of dense rows.</summary>
internal sealed class VectorColumn
{
    private readonly IExceptionContext _context;
    private readonly string _name;

    private VectorColumn(IExceptionContext context, string name, int size) => (_context, _name, Size) = (context, name, size);

    /// <summary>Elements of each row.</summary>
    public int Size { get; }

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a known-size vector of Single.</exception>
    public static VectorColumn Find(IExceptionContext context, DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name);
        if (column.Type is not VectorDataViewType vector || vector.ItemType != NumberDataViewType.Single || !vector.IsKnownSize)
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name, "known-size vector of Single", column.Type.ToString());
        return new(context, name, vector.Size);
    }

    /// <summary>The same check on a schema shape, before there is data.</summary>
    public static void Check(IExceptionContext context, SchemaShape schema, string name)
    {
        if (!schema.TryFindColumn(name, out SchemaShape.Column column))
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single || column.IsKey)
            throw context.ExceptSchemaMismatch(nameof(schema), "feature", name, "known-size vector of Single", column.GetTypeString());
    }

    /// <summary>Sources may break their own type's promise; what is missing must not become zeros.</summary>
    /// <exception cref="InvalidOperationException">The vector is of another length than its type.</exception>
    public static void CheckLength(string name, int length, int size, long position)
    {
        if (length != size)
            throw Contracts.Except($"Column '{name}' holds a vector of {length} values in row {position}; its type says {size}. Mend the source that makes it.");
    }

    /// <summary>Reads all rows, each of which is good until the call returns.</summary>
    /// <exception cref="InvalidOperationException">A value is not finite.</exception>
    public void ReadRows(IDataView data, Action<ReadOnlySpan<float>> onRow)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[_name]]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema[_name]);
        VBuffer<float> row = default;
        float[] dense = new float[Size];
        while (cursor.MoveNext())
        {
            getter(ref row);
            CheckLength(_name, row.Length, Size, cursor.Position);
            ReadOnlySpan<float> values = row.GetValues();
            if (!row.IsDense)
            {
                row.CopyTo(dense);
                values = dense;
            }
            CheckFinite(values, cursor.Position);
            onRow(values);
        }
    }

    /// <summary>Batches of dense rows, row after row in one array; only the last may be smaller than <paramref name="batchSize"/>.</summary>
    /// <exception cref="InvalidOperationException">A value is NaN or infinite, or a vector of another length than its type: the message gives
    /// the row.</exception>
    public IEnumerable<float[]> ReadBatches(IDataView data, int batchSize)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[_name]]);
        foreach (float[] batch in ReadBatches(cursor, batchSize))
            yield return batch;
    }

    /// <summary>The same of a cursor over more columns than this.</summary>
    /// <param name="cursor">Not owned.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="onRow">Called at each row.</param>
    public IEnumerable<float[]> ReadBatches(DataViewRowCursor cursor, int batchSize, Action? onRow = null)
    {
        DataViewSchema.Column column = cursor.Schema[_name];
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        float[] batch = new float[batchSize * Size];
        int filled = 0;
        while (cursor.MoveNext())
        {
            getter(ref row);
            Span<float> target = batch.AsSpan(filled * Size, Size);
            CheckLength(_name, row.Length, Size, cursor.Position);
            row.CopyTo(target);
            CheckFinite(target, cursor.Position);
            onRow?.Invoke();
            if (++filled < batchSize)
                continue;
            yield return batch;
            batch = new float[batchSize * Size];
            filled = 0;
        }
        if (filled > 0)
            yield return batch[..(filled * Size)];
    }

    private void CheckFinite(ReadOnlySpan<float> row, long position)
    {
        if (float.IsFinite(TensorPrimitives.SumOfSquares(row)))
            return;
        for (int slot = 0; slot < row.Length; slot++)
        {
            if (!float.IsFinite(row[slot]))
                throw _context.Except($"Column '{_name}' holds {row[slot]} in row {position}, slot {slot}. " +
                    "Remove or replace such values first, with FilterRowsByMissingValues or ReplaceMissingValues for example.");
        }
    }
}
