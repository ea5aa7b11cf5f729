using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Compares a synthetic table with a real one.</summary>
internal static class TableQualityScorer
{
    private const double AlarmingAuc = 0.7;

    public static TableQualityReport Score(IHost host, IDataView real, IDataView synthetic, TableQualityOptions options)
    {
        host.CheckValue(real, nameof(real));
        host.CheckValue(synthetic, nameof(synthetic));
        host.CheckValue(options, nameof(options));
        options.Validate();
        if (options.LabelColumnName is string name && real.Schema.GetColumnOrNull(name) is null)
            throw host.ExceptSchemaMismatch(nameof(real), "label", name);
        (TableEncoding encoding, FieldTable training) = TableEncoder.Fit(host, real, new()
        {
            ExcludedColumnNames = options.ExcludedColumnNames,
            MaximumCategories = options.MaximumCategories,
            Seed = Seeds.Derive(options.Seed ?? host.Rand.Next(), SeedPurpose.TableEncoding),
        }, options.MaximumRows);
        FieldTable made = Load(host, synthetic, encoding, options, nameof(synthetic));
        FieldTable? heldOut = options.HeldOut is null ? null : Load(host, options.HeldOut, encoding, options, nameof(options.HeldOut));
        FieldTable reference = heldOut ?? training;

        string[] names = [.. encoding.Columns.SelectMany(FieldNames)];
        var associations = TableQualityAssociations.Compare(encoding, made, reference);
        var worst = associations.OrderByDescending(a => a.Difference).FirstOrDefault();
        (double? auc, double? error) = TwoSampleTest.Of(encoding, made, reference, options.MaximumRows / 5);
        TableQualityDuplicates duplicates = TableQualityCopies.Count(encoding, training, made, heldOut, Math.Max(100, options.MaximumRows / 20));
        string[] lost = options.LabelColumnName is string label ? [.. Classes(host, real, training, label, options).Except(Classes(host, synthetic, made, label, options))] : [];
        return new()
        {
            SyntheticRows = made.Count,
            ReferenceRows = reference.Count,
            Columns = [.. names.Select((n, field) => TableQualityMarginals.Compare(n, encoding.Codes[field], made, reference, field))],
            AssociationDifference = associations.Count == 0 ? null : associations.Average(a => a.Difference),
            WorstAssociation = associations.Count == 0 ? null : $"{names[worst.First]} x {names[worst.Second]}",
            WorstAssociationDifference = associations.Count == 0 ? null : worst.Difference,
            TwoSampleAuc = auc,
            TwoSampleAucError = error,
            Duplicates = duplicates,
            LostClasses = lost,
            Warnings = [.. Warnings(auc, duplicates, made.Count, lost)],
        };
    }

    private static FieldTable Load(IHost host, IDataView data, TableEncoding encoding, TableQualityOptions options, string name)
    {
        FieldTable table = FieldTable.Load(host, data, encoding, options.MaximumRows);
        return table.Count > 0 ? table : throw host.ExceptParam(name, "The table has no rows: there is nothing to compare.");
    }

    private static IEnumerable<string> FieldNames(TableColumn column)
        => column.FieldCount == 1 ? [column.Name] : Enumerable.Range(0, column.FieldCount).Select(slot => $"{column.Name}[{slot}]");

    /// <summary>The classes of a table's label, by a second pass over it.</summary>
    private static IEnumerable<string> Classes(IHost host, IDataView data, FieldTable firstPass, string label, TableQualityOptions options)
    {
        (TableEncoding labels, FieldTable secondPass) = TableEncoder.Fit(host, data, new()
        {
            ConditionColumnName = label,
            ExcludedColumnNames = [.. data.Schema.Where(c => !c.IsHidden && c.Name != label).Select(c => c.Name)],
            MaximumCategories = options.MaximumCategories,
        }, most: 0);
        if (secondPass.SourceRows != firstPass.SourceRows)
            throw host.Except($"A table gave {firstPass.SourceRows} rows and then {secondPass.SourceRows}, when column '{label}' was read: cache it, or read it into memory.");
        return labels.Condition!.Categories.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)!);
    }

    private static IEnumerable<string> Warnings(double? auc, TableQualityDuplicates duplicates, int rows, string[] lost)
    {
        if (auc is null)
            yield return "There are too few rows to say whether a classifier could tell synthetic from real ones.";
        if (auc > AlarmingAuc)
            yield return Text($"A classifier tells synthetic rows from real ones with an AUC of {auc:.00} (.50 would be no better than guessing): a model trained on them may learn what is not so.");
        if (Exceeds(duplicates.Exact, duplicates.NaturalExact))
            yield return Text($"{duplicates.Exact:P1} of the synthetic rows are exact copies of training rows; among real rows it is {duplicates.NaturalExact:P1}. They add no information, and may disclose whom the training rows are about.");
        else if (Exceeds(duplicates.Near, duplicates.NaturalNear))
            yield return Text($"{duplicates.Near:P1} of the synthetic rows are nearly copies of training rows; among real rows it is {duplicates.NaturalNear:P1}.");
        if (lost.Length > 0)
            yield return $"No synthetic row is of class {Quoted.List(lost)}.";

        // Beyond what chance may do: two standard errors of the share, and never for a single row.
        bool Exceeds(double share, double natural) => (share - natural) * rows > 2 * Math.Sqrt(rows * Math.Max(natural * (1 - natural), 0.0)) + 1;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
