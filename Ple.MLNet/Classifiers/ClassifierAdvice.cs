using System.Globalization;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>What was found, in plain words.</summary>
internal static class ClassifierAdvice
{
    private const int FewRows = 30;

    public static string[] Of(BestClassifierOptions options, TableProfile profile, ClassTarget target, IReadOnlyList<CandidateResult> results, int[] labels, string? part)
    {
        CandidateResult chosen = results.Single(r => r.IsChosen), best = results.Where(r => r.Failure is null).MinBy(r => (r.Behind, r != chosen))!;
        string why = chosen == best
            ? "no other candidate does better on held-out rows"
            : Invariant($"it is the first that is not worse than the best ({best.Name}) beyond its error ({options.Metric} {chosen.Behind:0.0000} ± {chosen.BehindError:0.0000} behind)");
        double Value(ClassDecision decision) => decision.Value(options.Goal, chosen.Probabilities, labels);
        string values = Invariant($"{options.Goal} on held-out rows is then {Value(chosen.Decision):0.000}, and {Value(ClassDecision.Plain(target.Classes.Count)):0.000} by");
        CandidateResult[] withRows = [.. results.Where(r => r.Failure is null && r.Name.Contains("new rows", StringComparison.Ordinal))];
        CandidateResult? without = results.FirstOrDefault(r => r.Name == DefaultCandidates.Boosted && r.Failure is null);
        string[] left = [.. profile.Columns.Where(c => c.LeftOut is not null).Select(c => $"'{c.Name}' ({c.LeftOut})")];
        return
        [
            $"Take {chosen.Name}: {why}.",
            target.IsBinary ? Invariant($"Call a row {target.Classes[1]} from a probability of {chosen.Cut:0.000} on: {values} one half.")
                : $"Before the largest probability is taken they are weighed: {string.Join(", ", target.Classes.Zip(chosen.Offsets, (c, o) => Invariant($"{c} by {Math.Exp(o):0.00}")))}. {values} the largest alone.",
            withRows.Length == 0 || without is null ? "New rows were not tried: on a table this long they are not known to help."
                : Invariant($"New rows change the boosted trees' {options.Metric} from {without.Metrics[options.Metric]:0.0000} to {withRows.MinBy(r => r.Behind)!.Metrics[options.Metric]:0.0000} at best; class weights and copies would only move the probabilities."),
            .. left.Length > 0 ? [$"Not learnt from: {string.Join(", ", left)}."] : Array.Empty<string>(),
            .. profile.Classes[^1].Value < FewRows ? [$"Class {profile.Classes[^1].Key} has {profile.Classes[^1].Value} rows: all of this is uncertain."] : Array.Empty<string>(),
            .. part is not null ? [part] : Array.Empty<string>(),
        ];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
