namespace Ple.MLNet.Scoring;

/// <summary>A number of a report.</summary>
internal sealed record TableQualityRow(string Metric, string Column, double Value)
{
    public static IEnumerable<TableQualityRow> Of(TableQualityReport report) =>
    [
        new("TwoSampleAuc", "", report.TwoSampleAuc ?? double.NaN),
        new("TwoSampleAucError", "", report.TwoSampleAucError ?? double.NaN),
        new("AssociationDifference", "", report.AssociationDifference ?? double.NaN),
        new("WorstAssociationDifference", report.WorstAssociation ?? "", report.WorstAssociationDifference ?? double.NaN),
        new("ExactDuplicates", "", report.Duplicates.Exact),
        new("NaturalExactDuplicates", "", report.Duplicates.NaturalExact),
        new("NearDuplicates", "", report.Duplicates.Near),
        new("NaturalNearDuplicates", "", report.Duplicates.NaturalNear),
        .. report.Classes.SelectMany(c => (TableQualityRow[])[new("TrainingShare", c.Class, c.TrainingShare), new("SyntheticShare", c.Class, c.SyntheticShare)]),
        .. (report.Membership ?? []).SelectMany(m => (TableQualityRow[])
            [new("MembershipAuc", m.Attack, m.Auc), new("MembershipAucError", m.Attack, m.AucError), new("MembershipTruePositiveRate", m.Attack, m.TruePositiveRate)]),
        .. (report.SinglingOut ?? []).SelectMany(s => (TableQualityRow[])[new("SinglingOut", s.Attack, s.Training), new("SinglingOutControl", s.Attack, s.Control), new("SinglingOutRisk", s.Attack, s.Risk)]),
        .. report.Downstream is { } downstream ? (TableQualityRow[])
        [
            new("SyntheticBalancedAccuracy", "", downstream.SyntheticBalancedAccuracy),
            new("TrainingBalancedAccuracy", "", downstream.TrainingBalancedAccuracy),
            new("SyntheticAveragePrecision", downstream.RarestClass, downstream.SyntheticAveragePrecision),
            new("TrainingAveragePrecision", downstream.RarestClass, downstream.TrainingAveragePrecision),
            .. downstream.Recalls.SelectMany(r => (TableQualityRow[])[new("SyntheticRecall", r.Class, r.Synthetic), new("TrainingRecall", r.Class, r.Training)]),
        ] : [],
        .. report.Columns.Select(c => new TableQualityRow(c.Metric, c.Column, c.Value)),
    ];
}
