using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>The rules by which a fairness report accuses a generator, and which of its ratios it trusts.</summary>
internal static class FairnessFindings
{
    private const double SmallestScore = 5, NoneScore = 2.576;
    private const int EnoughRowsPerDimension = 10;

    /// <summary>Grave ones first: a lost class, copies, a shifted class, rows of a class that can be told from real ones; then what to be careful with.</summary>
    public static IEnumerable<Finding> Of(FairnessReport report)
    {
        ClassFairness[] classes = [.. report.Classes.Where(c => c.RealRows > 0)];
        double level = ScoreFindings.Level / classes.Length; // of each class, so that all together accuse rarely
        ClassFairness[] lost = [.. classes.Where(c => c.CorrectedFrequency <= NoneScore * c.CorrectedFrequencyError && c.FrequencyPValue < level && c.CorrectedFrequency < c.RealFrequency)];
        IEnumerable<Finding?> found =
        [
            .. lost.Select(c => new Finding(FindingKind.LostClass, Text($"Class {Quoted.Value(c.Name)} is lost: {c.CorrectedFrequency:P1} of the generated rows are of it, not told from none, and {c.RealFrequency:P1} of the real ones."), c.Name)),
            ScoreFindings.Copies(report.Whole),
            .. classes.Except(lost).Where(c => c.FrequencyPValue < level).OrderBy(c => c.FrequencyPValue).Select(c => new Finding(FindingKind.ShiftedClass,
                Text($"Class {Quoted.Value(c.Name)} is {c.CorrectedFrequency:P1} of the generated rows ({c.CorrectedFrequencyInterval.Lower:P1} to {c.CorrectedFrequencyInterval.Upper:P1}) and {c.RealFrequency:P1} of the real ones."), c.Name)),
            .. classes.Except(lost).Select(c => report.Unlike(c.Name, level)),
            .. classes.Select(c => ScoreFindings.TooFew(c.Scores!, $"Class {Quoted.Value(c.Name)}", c.Name)),
        ];
        return found.OfType<Finding>();
    }

    /// <summary>Why there is no ratio by KID; null where there is one.</summary>
    public static string? NoRatioByKid(FairnessReport report)
    {
        foreach (string name in (string[])[report.MajorityClass, report.MinorityClass])
        {
            FeatureScores scores = report[name].Scores!;
            if (scores is not { Kid: { } kid, KidStandardError: { } error })
                return $"Class {Quoted.Value(name)} has no KID: no rows are kept of it, or fewer than 4.";
            if (kid < SmallestScore * error)
                return Text($"The KID of class {Quoted.Value(name)}, {kid:g3} ± {error:g2}, is nearer to 0 than {SmallestScore} of its standard errors: a ratio would say nothing.");
        }
        return null;
    }

    /// <summary>Which ratio to trust.</summary>
    public static string Advice(FairnessReport report)
    {
        FeatureScores[] sides = [report[report.MajorityClass].Scores!, report[report.MinorityClass].Scores!];
        long fewest = sides.Min(s => Math.Min(s.RealRows, s.GeneratedRows));
        int enough = EnoughRowsPerDimension * sides[0].Dimensions;
        if (fewest >= enough)
            return Text($"Each class has {enough} rows or more for {sides[0].Dimensions} features: the ratio by FID can be trusted.");
        string few = Text($"A class has {fewest} rows for {sides[0].Dimensions} features: its FID is biased upwards, and the ratio by FID with it");
        return report.FairnessRatioByKid is not null ? $"{few}. Trust the ratio by KID."
            : report.FairnessRatioAtInfinity is not null ? $"{few}. {report.FairnessRatioByKidReason} The ratio by FID at infinitely many rows is a rough guide."
            : $"{few}. {report.FairnessRatioByKidReason} Take more rows, fewer features or equal numbers of rows (RowsPerClass).";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
