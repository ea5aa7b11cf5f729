using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>What a candidate came to on rows that it was not fitted to.</summary>
public sealed class CandidateResult
{
    internal CandidateResult(string name, double seconds, string? failure) => (Name, Seconds, Failure) = (name, seconds, failure);

    /// <summary>Of the candidate.</summary>
    public string Name { get; }

    /// <summary>Of all its fits; of a blend those of its members.</summary>
    public double Seconds { get; }

    /// <summary>Why it has no numbers: an error, or no time left; null where it has.</summary>
    public string? Failure { get; }

    /// <summary>Of two classes the cut that held-out rows say is best for it; NaN of more, and of a candidate that failed.</summary>
    public double Cut => Decision.Cut;

    /// <summary>Of more than two classes what is added to the log of each one's probability before the largest is taken, as held-out rows say is best; empty of two.</summary>
    public IReadOnlyList<double> Offsets => Decision.Offsets;

    /// <summary>All metrics of the held-out rows taken together, the label by <see cref="Cut"/> or <see cref="Offsets"/>; empty of a candidate that failed.</summary>
    public IReadOnlyDictionary<ClassMetric, double> Metrics { get; internal init; } = new Dictionary<ClassMetric, double>();

    /// <summary>How much worse than the best it is in the metric of the choice, over the same rows or folds; 0 of the best.</summary>
    public double Behind { get; internal set; }

    /// <summary>Standard error of <see cref="Behind"/>, paired.</summary>
    public double BehindError { get; internal set; }

    /// <summary>Whether it was chosen.</summary>
    public bool IsChosen { get; internal set; }

    internal ClassDecision Decision { get; init; } = new(double.NaN, []);

    /// <summary>[class][row]</summary>
    internal double[][] Probabilities { get; init; } = [];
}
