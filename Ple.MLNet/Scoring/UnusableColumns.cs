using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Columns of a table that say nothing or too much, by a look at its first rows. Constant columns are named and kept: a synthetic row may hold another value. Identifiers, dates and
/// what cannot be read are left out of the comparison.</summary>
internal sealed class UnusableColumns
{
    private const int MostRows = 100_000, FewestRows = 20;
    private const double NearlyAll = 0.9, MostAreDates = 0.95;

    private UnusableColumns(IReadOnlyList<Finding> findings, IReadOnlyCollection<string> leftOut) => (Findings, LeftOut) = (findings, leftOut);

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Names of columns that cannot be compared.</summary>
    public IReadOnlyCollection<string> LeftOut { get; }

    public static UnusableColumns Of(IExceptionContext context, IDataView data, TableQualityOptions options)
    {
        var findings = new List<Finding>();
        var leftOut = new List<string>();
        var readable = new List<TableColumn>();
        foreach (DataViewSchema.Column column in data.Schema.Where(c => !c.IsHidden && c.Name != options.LabelColumnName && !options.ExcludedColumnNames.Contains(c.Name)))
        {
            if (TableColumn.Create(new(column)) is { } known)
                readable.Add(known);
            else
                LeaveOut(column.Name, column.Type is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType
                    ? "holds points of time, which have no distribution to compare" : $"is of the type {column.Type}, which cannot be compared");
        }
        foreach ((TableColumn column, double[] values) in readable.Zip(Read(context, data, readable)))
        {
            if (values.Length == 0)
                continue;
            if (values.All(v => v.Equals(values[0])))
                findings.Add(new(FindingKind.UnusableColumn, $"Column {Quoted.Value(column.Name)} " + (IsMissing(column, values[0]) ? "is missing" : "has the same value") + " in every training row: it says nothing.", column.Name));
            else if ((column is CategoryColumn category ? Fault(category, values, options.MaximumCategories) : IsIdentifier(values) ? "numbers the rows" : null) is string fault)
                LeaveOut(column.Name, fault);
        }
        return new(findings, leftOut);

        void LeaveOut(string name, string fault)
        {
            leftOut.Add(name);
            findings.Add(new(FindingKind.UnusableColumn, $"Column {Quoted.Value(name)} {fault}: it is left out of the comparison.", name));
        }
    }

    /// <summary>The first values of each column of one field; none of a vector.</summary>
    private static double[][] Read(IExceptionContext context, IDataView data, List<TableColumn> columns)
    {
        if (columns.Count == 0)
            return [];
        List<double>[] values = [.. columns.Select(_ => new List<double>())];
        using var cursor = new FieldCursor(context, data, columns, learn: true);
        for (int row = 0; row < MostRows && cursor.MoveNext(); row++)
        {
            int field = 0;
            for (int i = 0; i < columns.Count; field += columns[i++].FieldCount)
            {
                if (columns[i] is not SingleVectorColumn)
                    values[i].Add(cursor.Fields[field]);
            }
        }
        return [.. values.Select(v => v.ToArray())];
    }

    private static string? Fault(CategoryColumn column, double[] values, int most)
    {
        double[] known = [.. values.Where(v => !IsMissing(column, v))];
        double[] different = [.. known.Distinct()];
        bool isIdentifier = known.Length >= FewestRows && different.Length >= NearlyAll * known.Length;
        if (different.Length <= most && !isIdentifier)
            return null;
        if (different.Count(v => column.ToValue(v) is string text && IsDate(text)) >= MostAreDates * different.Length)
            return "holds dates as text, nearly each a category of its own";
        return isIdentifier ? "names the rows: nearly each has a value of its own"
            : $"holds more than {most} different values ({nameof(TableQualityOptions.MaximumCategories)}): as categories they are too many";
    }

    // Of numbers drawn freely from a range of r two of n are equal but for a probability of about exp(-n² / 2r).
    private static bool IsIdentifier(double[] values)
        => values.Length >= FewestRows && values.All(double.IsInteger) && values.Max() - values.Min() <= values.Length * (double)values.Length / 20 && values.Distinct().Count() == values.Length;

    private static bool IsMissing(TableColumn column, double value) => double.IsNaN(value) || (column is TextColumn && column.ToValue(value) is "");

    private static bool IsDate(string text)
        => text.AsSpan().IndexOfAny("-/.:") > 0 && !double.TryParse(text, CultureInfo.InvariantCulture, out _) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
