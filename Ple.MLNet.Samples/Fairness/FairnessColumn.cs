namespace Ple.MLNet.Samples.Fairness;

/// <summary>A number of a result and how it is written.</summary>
/// <param name="Format">Of the amount, such as "0.0".</param>
internal sealed record FairnessColumn(string Title, Func<FairnessResult, double> Value, string Format)
{
    /// <summary>Scores of the generated images.</summary>
    public static IReadOnlyList<FairnessColumn> Scores { get; } =
    [
        new("FID majority", r => r.Scores.FidMajority, "0.0"),
        new("FID minority", r => r.Scores.FidMinority, "0.0"),
        new("R_Fair", r => r.Scores.FairnessRatio, "0.00"),
        new("minority share", r => r.Scores.MinorityFrequency, "0.000"),
        new("neither class", r => r.Scores.NeitherClass, "0.000"),
    ];

    /// <summary>Of the held-out images, in nats for each.</summary>
    public static IReadOnlyList<FairnessColumn> Likelihoods { get; } =
    [
        new("-ELBO", r => -r.ElboAtTrainingMix, "0.0"),
        new("-ELBO majority", r => -r.Bounds.Majority, "0.0"),
        new("-ELBO minority", r => -r.Bounds.Minority, "0.0"),
    ];

    /// <summary>What was chosen for each task.</summary>
    public static IReadOnlyList<FairnessColumn> Choices { get; } =
    [
        new("learning rate", r => r.LearningRate, "g3"),
        new("correction weight", r => r.CorrectionWeight, "g3"),
    ];

    public static FairnessColumn Seconds { get; } = new("seconds", r => r.Seconds, "0.0");
}
