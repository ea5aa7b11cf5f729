using Microsoft.ML;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Options of <see cref="SelfConsumingLoopEstimator{TTransformer}"/>.</summary>
public sealed class SelfConsumingLoopOptions
{
    /// <summary>Generations after generation 0, which is fitted to the real rows; 0 to 10,000. Default 4.</summary>
    public int Generations { get; init; } = 4;

    /// <summary>What a generation after the first is fitted to. Default <see cref="GenerationData.Replace"/>.</summary>
    public GenerationData Data { get; init; } = GenerationData.Replace;

    /// <summary>Rows of a generation, n, 1 or more. Null, the default, is the number of real rows.</summary>
    public long? Rows { get; init; }

    /// <summary>Weight of the real rows where a generation has real and synthetic ones, for <see cref="GenerationData.Mixed"/> and <see cref="GenerationData.Fresh"/>. Null, the default: each row counts alike.</summary>
    public RealWeight? RealWeight { get; init; }

    /// <summary>Share of each class among the rows that a generation makes for the next, of models that are an <see cref="IClassRowGenerator"/>; shares above 0 that add up to 1. Null, the default: as the model has
    /// it. Rows that are scored come as the model has it.</summary>
    public IReadOnlyDictionary<object, double>? ClassMix { get; init; }

    /// <summary>Which of the rows that a generation makes the next one is fitted to. Null, the default, is all.</summary>
    public Curation? Curation { get; init; }

    /// <summary>Real rows for a generation (its number from 1, and how many are wanted), for <see cref="GenerationData.Fresh"/>. Of what comes the first are taken; fewer are an error.
    /// Default none.</summary>
    public Func<int, long, IDataView>? FreshRows { get; init; }

    /// <summary>What is measured of each generation. Default nothing.</summary>
    public IReadOnlyList<GenerationMetric> Metrics { get; init; } = [];

    /// <summary>Rows of each generation that are measured, 1 or more; they are not curated. Null, the default, is as many as a generation has.</summary>
    public long? ScoredRows { get; init; }

    /// <summary>Folder where each generation's model and scores are kept; a loop that was stopped goes on behind the last one there. It has to be the loop's own. Null, the default,
    /// keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>Of all that is random in the loop: rows that models make, and draws among them. The estimator has a seed of its own. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    /// <summary>Is told of each generation when it is done. Default none.</summary>
    public IProgress<GenerationScores>? Progress { get; init; }

    /// <summary>Cancels between generations with <see cref="OperationCanceledException"/>; the estimator's own token cancels within one. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Generations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Generations, 10_000);
        ArgumentNullException.ThrowIfNull(Data);
        Data.Validate();
        if (Rows is { } rows)
            ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1, nameof(Rows));
        if (ScoredRows is { } scored)
            ArgumentOutOfRangeException.ThrowIfLessThan(scored, 1, nameof(ScoredRows));
        if (Data.Real == RealRows.Fresh != FreshRows is not null)
            throw new ArgumentException($"{nameof(FreshRows)} goes with {nameof(GenerationData)}.{nameof(GenerationData.Fresh)}: set both or neither.", nameof(FreshRows));
        if (RealWeight is not null && !Data.HasShare)
            throw new ArgumentException($"{nameof(RealWeight)} goes with {nameof(GenerationData.Mixed)} and {nameof(GenerationData.Fresh)} data, whose generations have real and synthetic rows.", nameof(RealWeight));
        if (ClassMix is { } mix && (mix.Count == 0 || mix.Values.Any(share => !(share > 0)) || Math.Abs(mix.Values.Sum() - 1) > 1e-6))
            throw new ArgumentException("The shares of classes must be above 0 and add up to 1.", nameof(ClassMix));
        if (ClassMix is not null && Curation is not null)
            throw new ArgumentException($"Rows are curated as the model makes them: leave {nameof(ClassMix)} or {nameof(Curation)} out.", nameof(ClassMix));
        ArgumentNullException.ThrowIfNull(Metrics);
        if (Metrics.Select(m => m.Name).Distinct().Count() != Metrics.Count)
            throw new ArgumentException("Two metrics have the same name.", nameof(Metrics));
    }
}
