using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>Between the columns of a table and the numbers that a model learns and makes.</summary>
internal abstract class RowCodec
{
    /// <summary>The generated columns.</summary>
    public abstract DataViewSchema Schema { get; }

    /// <summary>Numbers of a row, without the condition.</summary>
    public abstract int ValueCount { get; }

    /// <summary>The classes of rows; null without a condition column.</summary>
    public virtual TableCondition? Condition => null;

    public int ConditionSize => Condition?.Categories.Count ?? 0;

    /// <summary>What these numbers are to a model.</summary>
    public abstract RowLayout Layout { get; }

    /// <summary>Turns generated numbers into column values, one row at a time.</summary>
    public abstract RowDecoder NewDecoder();

    public abstract void Write(BinaryWriter writer);

    /// <summary>Rows of a view as numbers [n, ValueCount], row after row, with the class of each (-1 without a condition), in batches.</summary>
    /// <param name="context">Throws the errors.</param>
    /// <param name="data">Holds the columns, of their types.</param>
    /// <param name="batchRows">Rows of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A value or class that the codec does not know.</exception>
    public abstract IEnumerable<(float[] Values, int[] Conditions)> Read(IExceptionContext context, IDataView data, int batchRows);

    /// <summary>The same as one tensor [n, d] with one-hot conditions, and the classes.</summary>
    public (Tensor Rows, int[] Conditions) ReadAll(IExceptionContext context, IDataView data, Device device)
    {
        const int BatchRows = 1024;
        (Tensor Rows, int[] Conditions)[] batches = [.. Read(context, data, BatchRows).Select(batch => (ToTensor(batch.Values, batch.Conditions, device), batch.Conditions))];
        return batches.Length > 0 ? (cat([.. batches.Select(b => b.Rows)]), [.. batches.SelectMany(b => b.Conditions)]) : throw context.Except("The table has no rows.");
    }

    /// <summary>[n, values + one-hot condition]</summary>
    public Tensor ToTensor(float[] values, int[] conditions, Device device)
        => RowLayout.Join(Reproducible.Copy(values, [conditions.Length, ValueCount], device), Layout.OneHot(conditions, device));
}
