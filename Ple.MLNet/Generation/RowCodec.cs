using Microsoft.ML;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

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
}
