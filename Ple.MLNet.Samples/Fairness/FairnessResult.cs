namespace Ple.MLNet.Samples.Fairness;

/// <summary>One method with one seed.</summary>
internal sealed record FairnessResult
{
    public required string Method { get; init; }

    public required int Seed { get; init; }

    /// <summary>The name of the generative model.</summary>
    public required string Model { get; init; }

    public required FairnessPair Pair { get; init; }

    public required double ImbalanceRatio { get; init; }

    /// <summary>The share of the minority class among the training images.</summary>
    public required double RealMinorityFrequency { get; init; }

    /// <summary>One an oracle, by its number.</summary>
    public required IReadOnlyList<OracleVerdict> Verdicts { get; init; }

    /// <summary>Of the held-out images.</summary>
    public required ClassBounds Bounds { get; init; }

    /// <summary>The share of the minority class among the held-out images.</summary>
    public required double HeldOutMinorityFrequency { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>NaN without a correction.</summary>
    public required double CorrectionWeight { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Means over the oracles.</summary>
    public FairnessScores Scores => FairnessScores.Mean([.. Verdicts.Select(v => v.Scores)]);

    /// <summary>ELBO of the held-out images at the training images' mix of classes.</summary>
    public double ElboAtTrainingMix => Bounds.At(RealMinorityFrequency);

    /// <summary>ELBO of all held-out images as they are.</summary>
    public double ElboOfHeldOut => Bounds.At(HeldOutMinorityFrequency);
}
