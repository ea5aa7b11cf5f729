using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>The tables of a comparison as fields in memory, long ones as a sample.</summary>
internal sealed class TableComparison
{
    private TableComparison(IExceptionContext context, TableEncoding encoding, FieldTable training, FieldTable synthetic, FieldTable? heldOut, UnusableColumns unusable, ComparedClasses? classes)
    {
        (Encoding, Training, Synthetic, HeldOut, Unusable, Classes) = (encoding, training, synthetic, heldOut, unusable, classes);
        Names = [.. encoding.Columns.SelectMany(FieldNames)];
        int column = classes is null ? -1 : encoding.Columns.Index().Where(c => c.Item.Name == classes.Condition.Name).Select(c => c.Index).FirstOrDefault(-1);
        if (column >= 0)
            Labelled = new(context, [.. encoding.Columns], [.. encoding.Codes], classes!.Condition, encoding.Seed);
    }

    /// <summary>Of all compared columns, fitted to the training rows.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>The same with the label as condition; null where no label was named, or it is not compared.</summary>
    public TableEncoding? Labelled { get; }

    public FieldTable Training { get; }

    public FieldTable Synthetic { get; }

    public FieldTable? HeldOut { get; }

    /// <summary>Held-out rows where there are any, else the training rows.</summary>
    public FieldTable Reference => HeldOut ?? Training;

    /// <summary>Of each field: its column, with the slot in brackets where it is a vector.</summary>
    public string[] Names { get; }

    public UnusableColumns Unusable { get; }

    /// <summary>Null where no label was named.</summary>
    public ComparedClasses? Classes { get; }

    public static TableComparison Read(IHost host, IDataView real, IDataView synthetic, TableQualityOptions options)
    {
        host.CheckValue(real, nameof(real));
        host.CheckValue(synthetic, nameof(synthetic));
        host.CheckValue(options, nameof(options));
        options.Validate();
        if (options.LabelColumnName is string name && real.Schema.GetColumnOrNull(name) is null)
            throw host.ExceptSchemaMismatch(nameof(real), "label", name);
        UnusableColumns unusable = UnusableColumns.Of(host, real, options);
        string[] leftOut = [.. options.ExcludedColumnNames, .. unusable.LeftOut];
        if (unusable.LeftOut.Count > 0 && real.Schema.All(c => c.IsHidden || leftOut.Contains(c.Name)))
            throw host.ExceptParam(nameof(real), $"No column can be compared. {string.Join(' ', unusable.Findings)}");
        (TableEncoding encoding, FieldTable training) = TableEncoder.Fit(host, real, new()
        {
            ExcludedColumnNames = leftOut,
            MaximumCategories = options.MaximumCategories,
            Seed = Seeds.Derive(options.Seed ?? host.Rand.Next(), SeedPurpose.TableEncoding),
        }, options.MaximumRows);
        FieldTable made = Load(synthetic, nameof(synthetic));
        FieldTable? heldOut = options.HeldOut is null ? null : Load(options.HeldOut, nameof(options.HeldOut));
        ComparedClasses? classes = options.LabelColumnName is string label ? ComparedClasses.Read(host, real, training.SourceRows, synthetic, made.SourceRows, label, options.MaximumCategories) : null;
        return new(host, encoding, training, made, heldOut, unusable, classes);

        FieldTable Load(IDataView data, string name)
        {
            FieldTable table = FieldTable.Load(host, data, encoding, options.MaximumRows);
            return table.Count > 0 ? table : throw host.ExceptParam(name, "The table has no rows: there is nothing to compare.");
        }
    }

    /// <summary>Rows of two tables, as many of each class; all rows where no label is compared.</summary>
    public (FieldTable First, FieldTable Second) WithSameClasses(FieldTable first, FieldTable second)
    {
        if (Labelled is null)
            return (first, second);
        ILookup<int, int> rows = ByClass(first), others = ByClass(second);
        (int[] Rows, int[] Others)[] taken = [.. rows.Where(c => others.Contains(c.Key)).Select(c => Evenly([.. c], [.. others[c.Key]]))];
        return (first.Take([.. taken.SelectMany(t => t.Rows).Order()]), second.Take([.. taken.SelectMany(t => t.Others).Order()]));

        ILookup<int, int> ByClass(FieldTable table) => Enumerable.Range(0, table.Count).ToLookup(r => Labelled.Condition!.IndexOfField(table[r][Labelled.ConditionField]));
    }

    private static (int[], int[]) Evenly(int[] rows, int[] others)
    {
        int count = Math.Min(rows.Length, others.Length);
        return (Take(rows), Take(others));

        int[] Take(int[] all) => [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
    }

    private static IEnumerable<string> FieldNames(TableColumn column)
        => column.FieldCount == 1 ? [column.Name] : Enumerable.Range(0, column.FieldCount).Select(slot => $"{column.Name}[{slot}]");
}
