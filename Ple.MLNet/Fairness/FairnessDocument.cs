using System.Globalization;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>A fairness report as words and tables.</summary>
internal static class FairnessDocument
{
    public static ReportDocument Of(FairnessReport report) => new(report.Verdict, report.Findings,
    [
        new("Ratios", ["majority : minority", "value", "interval"],
        [
            [$"rows, R_I ({report.MajorityClass} : {report.MinorityClass})", Number(report.ImbalanceRatio), ""],
            ["R_Fair by FID", Number(report.FairnessRatio), Interval(report.FairnessRatioInterval)],
            ["R_Fair by KID", Number(report.FairnessRatioByKid), Interval(report.FairnessRatioByKidInterval)],
            ["R_Fair by FID at infinitely many rows", Number(report.FairnessRatioAtInfinity), ""],
            [report.FairnessAdvice, "", ""],
        ]),
        new("Frequencies", ["class", "real rows", "generated rows", "real", "interval", "generated", report.IsCorrected ? "corrected for the oracle" : "generated", "interval", "p", "oracle's recall"],
            [.. report.Classes.Select(c => (string[])[c.Name, Whole(c.RealRows), Whole(c.GeneratedRows), Number(c.RealFrequency), Interval(c.RealFrequencyInterval), Number(c.GeneratedFrequency),
                Number(c.CorrectedFrequency), Interval(c.CorrectedFrequencyInterval), c.FrequencyPValue.ToString("g2", CultureInfo.InvariantCulture), Number(c.OracleRecall)])]),
        new("Rows of each class", ["class", .. Names(report), "recall of a classifier trained on generated rows", "on training rows"],
        [
            ["all", .. Values(report.Whole), "", ""],
            .. report.Groups.Select(g => (string[])[$"{g.Name} ({g.Classes.Count})", .. Values(g.Scores), "", ""]),
            .. report.Classes.Where(c => c.Scores is not null).Select(c => (string[])[c.Name, .. Values(c.Scores!), Number(c.DownstreamRecall), Number(c.RealDownstreamRecall)]),
        ]),
        Matrix("R_i:j, real rows of the class of the line over those of the column", report, (i, j) => report.RowRatio(i, j)),
        Matrix("SR_i:j, score of the class of the line over that of the column", report, report.ScoreRatio),
    ]);

    public static string Numbers(FairnessReport report) => $"R_I {Number(report.ImbalanceRatio)}, R_Fair {Number(report.FairnessRatio)} by FID and {Number(report.FairnessRatioByKid)} by KID; " +
        string.Join("; ", report.Classes.Take(20).Select(c => $"{c.Name}: {c.GeneratedRows} rows, FID {Number(c.Fid)}")) + ".";

    public static string Number(double? value) => ReportDocument.Number(value);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Interval(ConfidenceInterval? interval) => interval is null ? "" : $"{Number(interval.Lower)} to {Number(interval.Upper)}";

    private static IEnumerable<string> Names(FairnessReport report) => report.Whole.All().Where(IsShown).Select(m => m.Name);

    private static IEnumerable<string> Values(FeatureScores scores) => scores.All().Where(IsShown).Select(m => Number(m.Value));

    private static bool IsShown((string Name, double? Value) metric) => metric.Name is not (nameof(FeatureScores.MeanTerm) or nameof(FeatureScores.CovarianceTerm));

    private static ReportTable Matrix(string caption, FairnessReport report, Func<string, string, double?> ratio)
    {
        string[] names = [.. report.Classes.Where(c => c.RealRows > 0).Select(c => c.Name)];
        return new(caption, ["", .. names], [.. names.Select(i => (string[])[i, .. names.Select(j => Number(ratio(i, j)))])]);
    }
}
