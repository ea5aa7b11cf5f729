using Microsoft.ML.Runtime;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Compares generated rows with the real ones, class by class.</summary>
internal static class FairnessComparison
{
    private const int HeadAbove = 100, TailBelow = 20;

    public static FairnessReport Compare(IHost host, FairnessState state, ClassStatistics generated)
    {
        ClassStatistics training = state.Training, real = state.Real;
        string[] known = [.. training.Classes.OrderByDescending(training.RowsOf).ThenBy(c => c, StringComparer.Ordinal)];
        string[] names = [.. known, .. generated.Classes.Except(known).Order(StringComparer.Ordinal)];
        var frequencies = new ClassFrequencies([.. names.Select(generated.RowsOf)], Confusion(state.Confusion, names, known.Length), state.Options.ConfidenceLevel);
        var downstream = new Lazy<DownstreamRecalls>(() => DownstreamRecalls.Of(generated, real, state.HeldOut is null ? null : training, state.Seed));
        ClassFairness[] classes =
        [
            .. names.Select((name, index) => new ClassFairness
            {
                Name = name,
                RealRows = training.RowsOf(name),
                GeneratedRows = generated.RowsOf(name),
                RealFrequency = (double)training.RowsOf(name) / training.Rows,
                RealFrequencyInterval = Binomial.Interval((double)training.RowsOf(name) / training.Rows, training.Rows, state.Options.ConfidenceLevel),
                GeneratedFrequency = (double)generated.RowsOf(name) / generated.Rows,
                CorrectedFrequency = frequencies[index],
                CorrectedFrequencyError = frequencies.Error(index),
                CorrectedFrequencyInterval = frequencies.Interval(index),
                FrequencyPValue = frequencies.PValue(index, (double)training.RowsOf(name) / training.Rows, training.Rows),
                OracleRecall = state.Confusion is { } confusion && confusion.RowsOf(name) is > 0 and var rows ? (double)confusion[name, name] / rows : null,
                Scores = index < known.Length ? Scores([name]) : null,
                Downstream = downstream,
            }),
        ];
        (string Name, string[] Classes)[] groups =
        [
            ("head", [.. known.Where(c => training.RowsOf(c) > HeadAbove)]),
            ("medium", [.. known.Where(c => training.RowsOf(c) is >= TailBelow and <= HeadAbove)]),
            ("tail", [.. known.Where(c => training.RowsOf(c) < TailBelow)]),
        ];
        return new(host, classes, state, generated)
        {
            WholeScores = new(() => Scores(names)),
            ClassGroups = new(() => [.. groups.Where(g => g.Classes.Length > 0).Select(g => new ClassGroup(g.Name, g.Classes, Scores(g.Classes)))]),
            IsCorrected = frequencies.IsCorrected,
        };

        FeatureScores Scores(IReadOnlyList<string> of)
            => new(Of(real, of), Of(generated, of), state.HeldOut is null ? null : Of(training, of), state.Options.Metrics, state.Seed);
    }

    private static FeatureStatistics Of(ClassStatistics statistics, IReadOnlyList<string> classes)
        => classes.Count == 1 && statistics.Features(classes[0]) is { } one ? one : statistics.Together(classes);

    /// <summary>[actual][named] in the order of the names.</summary>
    private static long[][]? Confusion(ClassConfusion? confusion, string[] names, int known)
        => confusion is null || names.Take(known).Any(name => confusion.RowsOf(name) == 0) ? null
            : [.. names.Select(actual => names.Select(named => confusion[actual, named]).ToArray())];
}
