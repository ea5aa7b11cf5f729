using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>The classes of the training rows, and how many rows of all tables are of each: by a second pass over their label.</summary>
/// <param name="Condition">The classes of the training rows, with their counts.</param>
/// <param name="Shares">Each class beside the synthetic rows.</param>
internal sealed record ComparedClasses(TableCondition Condition, IReadOnlyList<TableQualityClass> Shares)
{
    public static ComparedClasses Read(IHost host, IDataView real, long realRows, IDataView synthetic, long syntheticRows, string label, int most)
    {
        (TableCondition classes, int[] training) = ConditionReader.ReadAll(host, real, label, most);
        CheckSteady(training.Length, realRows);
        long[] counts = new long[classes.Categories.Count];
        long rows = 0;
        using (var cursor = new FieldCursor(host, synthetic, [classes.Column]))
        {
            for (; cursor.MoveNext(); rows++)
            {
                if (classes.IndexOfField(cursor.Fields[0]) is >= 0 and int index)
                    counts[index]++;
            }
        }
        CheckSteady(rows, syntheticRows);
        return new(classes, [.. classes.Categories.Select((c, i) => new TableQualityClass(NameOf(c), classes.Counts[i], training.Length, counts[i], rows))]);

        void CheckSteady(long second, long first)
        {
            if (second != first)
                throw host.Except($"A table gave {first} rows and then {second}, when column '{label}' was read: cache it, or read it into memory.");
        }
    }

    /// <summary>The name of a class, by its index.</summary>
    public string NameOf(int index) => Shares[index].Class;

    private static string NameOf(object category) => Convert.ToString(category, CultureInfo.InvariantCulture)!;
}
