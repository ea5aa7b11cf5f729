using System.Globalization;
using Ple.MLNet.Reports;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>A report as a page.</summary>
internal static class TableQualityPage
{
    private const int MostColumns = 50;

    public static string Of(TableQualityReport report, string title)
    {
        var page = new HtmlPage(title);
        page.AddText(report.Verdict);
        page.AddText($"{report.SyntheticRows} synthetic rows, {report.TrainingRows} training rows" + (report.HeldOutRows is { } heldOut ? $", {heldOut} held-out rows." : ", no held-out rows."));
        if (report.Findings.Count > 0)
            page.AddTable(["finding", "text"], report.Findings.Select(f => (string[])[$"{f.Kind}", f.Text]));
        if (report.NotMeasured.Count > 0)
            page.AddTable(["not measured", "why"], report.NotMeasured.Select(n => (string[])[n.Key, n.Value]));
        page.AddTable(["likeness", "value"],
        [
            ["two-sample AUC", report.TwoSampleAuc is { } auc ? $"{Number(auc)} ± {Number(report.TwoSampleAucError!.Value)}" : ""],
            ["mean difference of associations", report.AssociationDifference is { } difference ? Number(difference) : ""],
            [$"largest of them{(report.WorstAssociation is { } pair ? $", {pair}" : "")}", report.WorstAssociationDifference is { } worst ? Number(worst) : ""],
            ["exact copies of training rows", $"{Percent(report.Duplicates.Exact)} (natural {Percent(report.Duplicates.NaturalExact)})"],
            ["near copies of training rows", $"{Percent(report.Duplicates.Near)} (natural {Percent(report.Duplicates.NaturalNear)})"],
        ]);
        AddClasses(page, report);
        AddPrivacy(page, report);
        AddDownstream(page, report);
        page.AddHeading("Columns");
        page.AddBars(report.Columns.Count > MostColumns ? $"The {MostColumns} of {report.Columns.Count} columns that differ most, 0 to 1" : "How far each is from the real one, 0 to 1", ["difference"],
            [.. report.Columns.OrderByDescending(c => c.Value).Take(MostColumns).Select(c => (c.Column, (IReadOnlyList<Bar?>)[new Bar(c.Value)]))]);
        return page.ToString();
    }

    private static void AddClasses(HtmlPage page, TableQualityReport report)
    {
        if (report.Classes.Count == 0)
            return;
        page.AddHeading("Classes");
        page.AddTable(["class", "training rows", "share", "synthetic rows", "share", "p"], report.Classes.Select(c => (string[])
            [c.Class, $"{c.TrainingRows}", Percent(c.TrainingShare), $"{c.SyntheticRows}", Percent(c.SyntheticShare), c.PValue.ToString("g2", CultureInfo.InvariantCulture)]));
        page.AddBars("Shares with 95 % intervals", ["training rows", "synthetic rows"], [.. report.Classes.Select(c =>
            (c.Class, (IReadOnlyList<Bar?>)[ToBar(c.TrainingShare, c.TrainingInterval), ToBar(c.SyntheticShare, c.SyntheticInterval)]))]);
    }

    private static void AddPrivacy(HtmlPage page, TableQualityReport report)
    {
        if (report.Membership is not { } membership || report.SinglingOut is not { } singlingOut)
            return;
        page.AddHeading("Disclosure");
        page.AddTable(["who was in the training data", "AUC", "found", "at false alarms"], membership.Select(m => (string[])
            [m.Attack, $"{Number(m.Auc)} ± {Number(m.AucError)}", Percent(m.TruePositiveRate), Percent(m.FalsePositiveRate)]));
        page.AddTable(["singled out", "predicates", "risk", "95 % interval"], singlingOut.Select(s => (string[])
            [s.Attack, $"{s.Predicates}", Number(s.Risk), $"{Number(s.RiskInterval.Lower)} to {Number(s.RiskInterval.Upper)}"]));
        page.AddBars("Predicates that hold for one row, with 95 % intervals", ["training rows", "held-out rows"], [.. singlingOut.Select(s =>
            (s.Attack, (IReadOnlyList<Bar?>)[ToBar(s.Training, s.TrainingInterval), ToBar(s.Control, s.ControlInterval)]))]);
    }

    private static void AddDownstream(HtmlPage page, TableQualityReport report)
    {
        if (report.Downstream is not { } downstream)
            return;
        page.AddHeading("Trained on synthetic rows, tested on real ones");
        page.AddText($"Classifiers fitted to {downstream.FittedRows} rows, tried on {downstream.TestRows} " + (downstream.IsTestedOnHeldOut ? "held-out rows." : "training rows: that flatters the one that was fitted to them."));
        page.AddTable(["fitted to", "balanced accuracy", $"average precision of {downstream.RarestClass}"],
        [
            ["synthetic rows", Number(downstream.SyntheticBalancedAccuracy), Number(downstream.SyntheticAveragePrecision)],
            ["training rows", Number(downstream.TrainingBalancedAccuracy), Number(downstream.TrainingAveragePrecision)],
        ]);
        page.AddBars("Recall of each class with 95 % intervals", ["training rows", "synthetic rows"], [.. downstream.Recalls.Select(r =>
            (r.Class, (IReadOnlyList<Bar?>)[ToBar(r.Training, r.TrainingInterval), ToBar(r.Synthetic, r.SyntheticInterval)]))]);
    }

    private static Bar? ToBar(double value, ConfidenceInterval interval) => new Bar(value, interval.Lower, interval.Upper);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}
