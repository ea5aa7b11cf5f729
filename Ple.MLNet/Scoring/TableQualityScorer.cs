using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Compares a synthetic table with a real one.</summary>
internal static class TableQualityScorer
{
    // Of MaximumRows: what grows faster than the tables is done on a part of them.
    private const int ClassifiedPart = 5, SearchedPart = 20, FewestSearched = 100;

    public static TableQualityReport Score(IHost host, IDataView real, IDataView synthetic, TableQualityOptions options)
    {
        TableComparison tables = TableComparison.Read(host, real, synthetic, options);
        (TableEncoding encoding, FieldTable training, FieldTable made) = (tables.Encoding, tables.Training, tables.Synthetic);
        int classified = options.MaximumRows / ClassifiedPart, searched = Math.Max(FewestSearched, options.MaximumRows / SearchedPart);

        var associations = TableQualityAssociations.Compare(tables);
        var worst = associations.OrderByDescending(a => a.Difference).FirstOrDefault();
        (FieldTable mixed, FieldTable reference) = tables.WithSameClasses(made, tables.Reference);
        (double? auc, double? error) = TwoSampleTest.Of(encoding, mixed, reference, classified);
        var notMeasured = new Dictionary<string, string>();
        if (auc is null)
            notMeasured[nameof(TableQualityReport.TwoSampleAuc)] = $"There are fewer than {TwoSampleTest.FewestRows} rows a side{(tables.Labelled is null ? "" : " when both sides have the same classes")}.";
        if (tables.Classes is null)
            notMeasured[nameof(TableQualityReport.Classes)] = $"No {nameof(options.LabelColumnName)} was named.";

        IReadOnlyList<TableQualityMembership>? membership = null;
        IReadOnlyList<TableQualitySinglingOut>? singlingOut = null;
        string? noAttack = tables.HeldOut is null ? $"It takes real rows that were not trained on: {nameof(options.HeldOut)}."
            : tables.HeldOut.Count < MembershipInference.FewestHeldOut || training.Count < MembershipInference.FewestHeldOut ? $"It takes {MembershipInference.FewestHeldOut} held-out rows and as many training rows." : null;
        if (noAttack is null)
        {
            membership = MembershipInference.Of(encoding, training, made, tables.HeldOut!, searched);
            singlingOut = SinglingOut.Of(encoding, training, made, tables.HeldOut!, classified);
        }
        else
        {
            notMeasured[nameof(TableQualityReport.Membership)] = notMeasured[nameof(TableQualityReport.SinglingOut)] = noAttack;
        }
        (TableQualityDownstream? downstream, string? noDownstream) = tables.Labelled is null ? (null, $"No {nameof(options.LabelColumnName)} was named, or it is left out.") : DownstreamComparison.Of(tables, classified);
        if (noDownstream is not null)
            notMeasured[nameof(TableQualityReport.Downstream)] = noDownstream;

        var report = new TableQualityReport
        {
            SyntheticRows = made.Count,
            TrainingRows = training.Count,
            HeldOutRows = tables.HeldOut?.Count,
            Columns = TableQualityMarginals.Compare(tables),
            AssociationDifference = associations.Count == 0 ? null : associations.Average(a => a.Difference),
            WorstAssociation = associations.Count == 0 ? null : $"{tables.Names[worst.First]} x {tables.Names[worst.Second]}",
            WorstAssociationDifference = associations.Count == 0 ? null : worst.Difference,
            TwoSampleAuc = auc,
            TwoSampleAucError = error,
            Duplicates = TableQualityCopies.Count(encoding, training, made, tables.HeldOut, searched),
            Classes = tables.Classes?.Shares ?? [],
            Membership = membership,
            SinglingOut = singlingOut,
            Downstream = downstream,
            NotMeasured = notMeasured,
        };
        report.Findings = TableQualityFindings.Of(report, tables.Unusable);
        return report;
    }
}
