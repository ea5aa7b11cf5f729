namespace Ple.MLNet.Samples.Fairness;

/// <summary>What a generator learns of the classes.</summary>
internal enum LabelUse
{
    /// <summary>Nothing: one latent mixture for all rows.</summary>
    None,

    /// <summary>A latent mixture for each class.</summary>
    Mixtures,

    /// <summary>The model itself is told the class.</summary>
    Condition,
}
