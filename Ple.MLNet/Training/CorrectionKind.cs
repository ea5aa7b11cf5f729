namespace Ple.MLNet.Training;

/// <summary>Whether and how strongly a fitted generator is corrected.</summary>
public enum CorrectionKind
{
    /// <summary>No correction.</summary>
    None,

    /// <summary>By the weight that is given.</summary>
    Weight,

    /// <summary>By the weight in 0..3 whose rows lie closest to the training rows; none of a model that fits itself.</summary>
    Automatic,
}
