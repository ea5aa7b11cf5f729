using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>
/// What a report's numbers say, gravest first. An honest generator is to be accused by mistake in about one report of fifty, all rules together: each test of two samples has the level .001
/// or .0005, all classes together .01.
/// </summary>
internal static class TableQualityFindings
{
    private const double ClassLevel = 0.01, CopyLevel = 0.001, AttackLevel = 0.0005;

    /// <summary>Standard errors beyond .5 of an attack's AUC that is no chance: one-sided .0005.</summary>
    private const double AttackErrors = 3.3;

    /// <summary>The same of the two-sample AUC. Rows of a fold share a classifier: between tables without a fault it varies by 1.2 of its standard errors (docs/evidence.md), so that these are three.</summary>
    private const double TwoSampleErrors = 3.6;

    /// <summary>A class with less than this part of its share is lost rather than shifted.</summary>
    private const double LostPart = 0.1;

    private const double AlarmingAuc = 0.7;

    /// <summary>What leaks of persons, then of classes, then of the rest.</summary>
    private static readonly FindingKind[] _gravest = [FindingKind.Copies, FindingKind.Disclosure, FindingKind.LostClass, FindingKind.ShiftedClass, FindingKind.Unlike];

    public static IReadOnlyList<Finding> Of(TableQualityReport report, UnusableColumns unusable) =>
    [
        .. Copies(report),
        .. Disclosure(report),
        .. Classes(report).OrderBy(f => Array.IndexOf(_gravest, f.Kind)),
        .. Unlike(report),
        .. TooFewRows(report),
        .. unusable.Findings,
    ];

    /// <summary>One sentence or two for the whole.</summary>
    public static string Verdict(TableQualityReport report)
    {
        string rows = Text($"the {report.SyntheticRows} synthetic rows, beside {report.TrainingRows} training rows{(report.HeldOutRows is { } heldOut ? Text($" and {heldOut} held-out ones") : "")}");
        Finding[] accusing = [.. report.Findings.Where(f => _gravest.Contains(f.Kind))];
        if (accusing.Length > 0)
            return (accusing.Length == 1 ? "" : $"Of {accusing.Length} findings the gravest: ") + accusing[0].Text;
        string hidden = report.TwoSampleAucError is { } error ? Text($" Differences below an AUC of {0.5 + TwoSampleErrors * error:.00} would not show at these sizes.") : "";
        return $"Nothing was found against {rows}.{hidden}" + string.Concat(report.Findings.Where(f => f.Kind == FindingKind.TooFewRows).Select(f => " " + f.Text));
    }

    private static IEnumerable<Finding> Classes(TableQualityReport report)
    {
        bool[] differs = Holm.Rejected([.. report.Classes.Select(c => c.PValue)], ClassLevel);
        foreach (TableQualityClass found in report.Classes.Where((_, i) => differs[i]).OrderBy(c => c.PValue))
        {
            string name = Quoted.Value(found.Class);
            if (found.SyntheticRows == 0)
                yield return new(FindingKind.LostClass, Text($"No synthetic row is of class {name}, which {found.TrainingShare:P1} of the training rows have."), found.Class);
            else if (found.SyntheticShare < LostPart * found.TrainingShare)
                yield return new(FindingKind.LostClass, Text($"Of class {name} are {found.SyntheticShare:P2} of the synthetic rows and {found.TrainingShare:P1} of the training rows: the class is all but lost."), found.Class);
            else
                yield return new(FindingKind.ShiftedClass, Text($"Of class {name} are {found.SyntheticShare:P1} of the synthetic rows and {found.TrainingShare:P1} of the training rows."), found.Class);
        }
    }

    private static IEnumerable<Finding> Copies(TableQualityReport report)
    {
        TableQualityDuplicates found = report.Duplicates;
        string among = report.HeldOutRows is null ? "among the training rows themselves" : "of the held-out rows";
        if (found.Exact > found.NaturalExact && found.ExactPValue < CopyLevel)
            yield return new(FindingKind.Copies, Text($"{found.Exact:P1} of the synthetic rows are exact copies of training rows; {among} it is {found.NaturalExact:P1}. They add no information, and may disclose whom the training rows are about."));
        // Rows that keep to the middle are near training rows, too, and as near to held-out ones: then the attacker learns nothing.
        else if (found.Near > found.NaturalNear && found.NearPValue < CopyLevel && report.Membership?.All(m => m.Auc < 0.5 + 2 * m.AucError) is not true)
            yield return new(FindingKind.Copies, Text($"{found.Near:P1} of the synthetic rows are nearly copies of training rows; {among} it is {found.NaturalNear:P1}."));
    }

    private static IEnumerable<Finding> Disclosure(TableQualityReport report)
    {
        TableQualityMembership? known = report.Membership?.Where(Succeeds).MaxBy(m => m.Auc);
        if (known is not null)
            yield return new(FindingKind.Disclosure, Text($"Who was in the training data can be guessed from the synthetic rows: with an AUC of {known.Auc:.00} (.50 would be chance); {known.TruePositiveRate:P1} of the training rows are recognized at {known.FalsePositiveRate:P0} false alarms."));
        TableQualitySinglingOut? singled = report.SinglingOut?.Where(s => s.Risk > 0 && s.PValue < AttackLevel).MaxBy(s => s.Risk);
        if (singled is not null)
            yield return new(FindingKind.Disclosure, Text($"Training rows can be singled out by what synthetic rows have alone: {singled.Training:P1} of {singled.Predicates} predicates hold for one training row, and {singled.Control:P1} for one held-out row."));

        // The area misses few rows that are known for sure; the rate at few false alarms finds them.
        static bool Succeeds(TableQualityMembership attack) => attack.Auc > 0.5 + AttackErrors * attack.AucError
            || (attack.TruePositiveRate > attack.FalsePositiveRate && Binomial.FisherExact(Count(attack, attack.TruePositiveRate), attack.Rows, Count(attack, attack.FalsePositiveRate), attack.Rows) < AttackLevel);
        static long Count(TableQualityMembership attack, double share) => (long)Math.Round(share * attack.Rows);
    }

    private static IEnumerable<Finding> Unlike(TableQualityReport report)
    {
        if (report.TwoSampleAuc is not { } auc || auc <= 0.5 + TwoSampleErrors * report.TwoSampleAucError!.Value)
            yield break;
        TableQualityColumn worst = report.Columns.MaxBy(c => c.Value)!;
        string advice = auc > AlarmingAuc ? "A model trained on them may learn what is not so." : "What they have wrong is small, and there.";
        yield return new(FindingKind.Unlike, Text($"Synthetic rows can be told from real ones with an AUC of {auc:.00} ± {report.TwoSampleAucError:.00} (.50 would be chance); the column that differs most is {Quoted.Value(worst.Column)}. {advice}"), worst.Column);
    }

    private static IEnumerable<Finding> TooFewRows(TableQualityReport report)
    {
        if (report.TwoSampleAuc is null)
            yield return new(FindingKind.TooFewRows, "There are too few rows to say whether a classifier could tell synthetic from real ones.");
        if (report.HeldOutRows is { } heldOut && report.Membership is null)
            yield return new(FindingKind.TooFewRows, Text($"{heldOut} held-out rows and {report.TrainingRows} training rows are too few to try attacks on."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
