using Microsoft.ML;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Real rows of a seed, how they are scored, and the estimators of its methods.</summary>
internal sealed class ConsumptionTask
{
    public required IDataView Training { get; init; }

    /// <summary>Real rows drawn anew for the kind that takes such: by its generation from 1 and how many. Of a table never the same twice; images, of which there are fewer, may come again.</summary>
    public required Func<int, long, IDataView> FreshRows { get; init; }

    /// <summary>Named as in <see cref="ConsumptionScores"/>.</summary>
    public required IReadOnlyList<GenerationMetric> Metrics { get; init; }

    /// <summary>Rows of each generation that are scored; null for as many as there are training rows.</summary>
    public long? ScoredRows { get; init; }

    /// <summary>By method, generation and the generation before.</summary>
    public required Func<string, int, ITransformer?, IEstimator<ITransformer>> Estimator { get; init; }

    /// <summary>Is shown the last rows that were scored, for pictures; null for none.</summary>
    public Action<string, string, GenerationScores>? Draw { get; init; }
}
