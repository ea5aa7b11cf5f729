using System.Globalization;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>How many rows each class shall have after rows were added; the names are imbalanced-learn's (Lemaitre et al. 2017). No class ever loses rows.</summary>
public abstract class SamplingStrategy
{
    private SamplingStrategy()
    {
    }

    /// <summary>Every class up to as many rows as the majority has.</summary>
    public static SamplingStrategy Auto { get; } = new RatioStrategy(1);

    /// <summary>The rarest class alone, up to as many rows as the majority has.</summary>
    public static SamplingStrategy Minority { get; } = Of(counts => new Dictionary<object, long> { [counts.MinBy(c => c.Value).Key] = counts.Values.Max() });

    /// <summary>Every class but the majority, up to as many rows as that has: another name of <see cref="Auto"/>.</summary>
    public static SamplingStrategy NotMajority => Auto;

    /// <summary>Every class, the majority too, to so many times its rows: new rows of both classes help trees on tables of a few hundred rows.</summary>
    /// <param name="factor">Above 1, at most 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is outside its range.</exception>
    public static SamplingStrategy All(double factor = 2) => factor is > 1 and <= 1000
        ? Of(counts => counts.ToDictionary(c => c.Key, c => (long)Math.Round(factor * c.Value)))
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Classes grow by a factor above 1 and at most 1000.");

    /// <summary>A rule of one's own.</summary>
    /// <param name="rowsPerClass">Of the rows that each class has, those that it shall have; classes not named stay as they are.</param>
    public static SamplingStrategy Of(Func<IReadOnlyDictionary<object, long>, IReadOnlyDictionary<object, long>> rowsPerClass)
    {
        ArgumentNullException.ThrowIfNull(rowsPerClass);
        return new CallbackStrategy(rowsPerClass);
    }

    /// <summary>One row of every other class for three of the majority: <c>Ratio(1.0 / 3)</c>. The default.</summary>
    public static SamplingStrategy OneToThree { get; } = new RatioStrategy(1.0 / 3);

    /// <summary>Every class up to this share of the majority's rows; classes that have more stay as they are.</summary>
    /// <param name="minorityToMajority">Rows of a minority class for each row of the majority: above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is outside (0, 1].</exception>
    public static SamplingStrategy Ratio(double minorityToMajority) => new RatioStrategy(minorityToMajority is > 0 and <= 1
        ? minorityToMajority
        : throw new ArgumentOutOfRangeException(nameof(minorityToMajority), minorityToMajority, "The ratio of minority to majority must be above 0 and at most 1."));

    /// <summary>Rows after adding, for each class that shall grow; classes not named stay as they are.</summary>
    /// <param name="rowsPerClass">Class value (text, Boolean, key value or number) to rows: at least as many as the class has.</param>
    public static SamplingStrategy Counts<TClass>(IReadOnlyDictionary<TClass, long> rowsPerClass)
        where TClass : notnull
        => new CountStrategy(rowsPerClass.ToDictionary(c => (object)c.Key, c => c.Value));

    /// <summary>The rows to add to each class, in the order of <see cref="TableCondition.Categories"/>.</summary>
    internal abstract long[] RowsToAdd(IExceptionContext context, TableCondition classes);

    private sealed class RatioStrategy(double ratio) : SamplingStrategy
    {
        internal override long[] RowsToAdd(IExceptionContext context, TableCondition classes)
        {
            if (classes.Categories.Count < 2)
                throw context.Except($"Column '{classes.Name}' holds one class only, {Quoted.Value(classes.Categories[0])}: there is no imbalance to mend. Ask for rows by {nameof(Counts)}.");
            long target = (long)Math.Round(ratio * classes.Counts.Max());
            return [.. classes.Counts.Select(c => Math.Max(0, target - c))];
        }
    }

    private sealed class CallbackStrategy(Func<IReadOnlyDictionary<object, long>, IReadOnlyDictionary<object, long>> rowsPerClass) : SamplingStrategy
    {
        internal override long[] RowsToAdd(IExceptionContext context, TableCondition classes)
        {
            IReadOnlyDictionary<object, long> asked = rowsPerClass(classes.Categories.Zip(classes.Counts).ToDictionary(c => c.First, c => c.Second))
                ?? throw context.Except("The rule of the sampling strategy gave nothing.");
            return new CountStrategy(new(asked)).RowsToAdd(context, classes);
        }
    }

    private sealed class CountStrategy(Dictionary<object, long> counts) : SamplingStrategy
    {
        internal override long[] RowsToAdd(IExceptionContext context, TableCondition classes)
        {
            long[] rows = new long[classes.Categories.Count];
            foreach ((object value, long count) in counts)
            {
                int index = classes.IndexOf(value);
                rows[index] = count - classes.Counts[index];
                if (rows[index] < 0)
                    throw context.ExceptParam(nameof(counts), string.Create(CultureInfo.InvariantCulture,
                        $"Class {Quoted.Value(value)} of column '{classes.Name}' has {classes.Counts[index]} rows already, more than the {count} asked for: rows are added, never taken away."));
            }
            return rows;
        }
    }
}
