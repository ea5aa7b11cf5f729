using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tables;

/// <summary>How large a table a generator takes: what is beyond could not be saved and loaded, and is refused before anything is learnt.</summary>
internal static class TableLimits
{
    public const int MostColumns = 100_000, MostFields = 1_000_000;

    /// <summary>Of one class: far beyond any, and sums of many do not overflow.</summary>
    public const long MostRows = MomentsFormat.MostRows;

    /// <summary>One-hot blocks are padded to the widest: so many slots of a row in all.</summary>
    private const long MostPaddedSlots = 1 << 20;

    /// <exception cref="InvalidOperationException">Too many columns, or names and annotations that could not be saved: the message names the column.</exception>
    public static void Check(IExceptionContext context, IReadOnlyList<TableColumn> columns)
    {
        long fields = columns.Sum(c => (long)c.FieldCount);
        if (columns.Count > MostColumns || fields > MostFields)
            throw context.Except($"The table has {columns.Count} columns with {fields} numbers in all; a generator takes at most {MostColumns} with {MostFields}. " +
                $"The largest is {Quoted.Value(columns.MaxBy(c => c.FieldCount)!.Name)}: leave columns out by {nameof(TableEncodingOptions.ExcludedColumnNames)}.");
        foreach (TableColumn column in columns)
        {
            SavedText.Check(column.Name, "The name of a column");
            AnnotationFormat.Check(column.Description);
        }
    }

    /// <returns>What is too large about it, in words; null if nothing.</returns>
    public static string? Fault(TableEncoding encoding)
    {
        EncodedBlock[] blocks = [.. encoding.Blocks.Where(b => b.Kind == EncodedBlockKind.Softmax)];
        int widest = blocks.Length == 0 ? 0 : blocks.Max(b => b.Width);
        return (long)blocks.Length * widest <= MostPaddedSlots ? null : $"The table has {blocks.Length} columns of categories and one of {widest} categories: " +
            $"their product must be at most {MostPaddedSlots}. Leave columns out by {nameof(TableEncodingOptions.ExcludedColumnNames)}, or merge rare categories.";
    }
}
