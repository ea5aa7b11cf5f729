using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>How one class fares among the generated rows.</summary>
public sealed class ClassFairness
{
    internal ClassFairness()
    {
    }

    /// <summary>The class, as text.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Real rows of the class (training rows, where training and held-out rows are apart); 0 for a class that only an oracle knows.</summary>
    public long RealRows { get; internal init; }

    /// <summary>Generated rows that the oracle assigned to the class.</summary>
    public long GeneratedRows { get; internal init; }

    /// <summary><see cref="RealRows"/> over all real rows.</summary>
    public double RealFrequency { get; internal init; }

    /// <summary>Score interval of <see cref="RealFrequency"/> (Wilson 1927).</summary>
    public ConfidenceInterval RealFrequencyInterval { get; internal init; } = null!;

    /// <summary><see cref="GeneratedRows"/> over all generated rows.</summary>
    public double GeneratedFrequency { get; internal init; }

    /// <summary>The frequency of the class among generated rows, corrected for the classes that the oracle confuses where its confusion is known
    /// (Teo, Abdollahzadeh and Cheung 2023; the estimate is that of the inverted confusion matrix); else <see cref="GeneratedFrequency"/>. 0 to 1.</summary>
    public double CorrectedFrequency { get; internal init; }

    /// <summary>Interval of <see cref="CorrectedFrequency"/>, with the error of the confusion matrix.</summary>
    public ConfidenceInterval CorrectedFrequencyInterval { get; internal init; } = null!;

    internal double CorrectedFrequencyError { get; init; }

    /// <summary>Probability of as large a difference between <see cref="CorrectedFrequency"/> and <see cref="RealFrequency"/> where there is none (two-sided z-test).</summary>
    public double FrequencyPValue { get; internal init; }

    /// <summary>The rows of the class that the oracle names rightly, over held-out rows; null where its confusion is not known.</summary>
    public double? OracleRecall { get; internal init; }

    /// <summary>All metrics of the features of the class; null for a class that the real rows lack.</summary>
    public FeatureScores? Scores { get; internal init; }

    /// <summary>Frechet distance of the generated rows of the class from its real rows; null (not available) with fewer than 2 rows
    /// on either side.</summary>
    public double? Fid => Scores?.Fid;

    /// <summary>The score S = 1 / FID; null where FID is not available, infinite where it is 0.</summary>
    public double? Score => 1 / Fid;

    /// <summary>The share of real rows of the class that a classifier names rightly which was fitted to the generated rows and the classes that the oracle gave them
    /// (logistic regression over the features, over the kept rows); null where rows are not kept or of one class alone.</summary>
    public double? DownstreamRecall => Downstream?.Value.OfGenerated?.GetValueOrDefault(Name);

    /// <summary>The same of a classifier that was fitted to the training rows; null where these are not apart from the rows that it is tested on.</summary>
    public double? RealDownstreamRecall => Downstream?.Value.OfTraining?.GetValueOrDefault(Name);

    internal Lazy<DownstreamRecalls>? Downstream { get; init; }
}
