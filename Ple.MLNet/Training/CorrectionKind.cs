namespace Ple.MLNet.Training;

/// <summary>Whether and how strongly a fitted generator is corrected.</summary>
public enum CorrectionKind
{
    /// <summary>No correction.</summary>
    None,

    /// <summary>By the weight that is given.</summary>
    Weight,

    /// <summary>By that of the weights 0, 0.5 and 1 whose rows lie closest to the training rows, class by class; none of a model that fits itself.</summary>
    Automatic,
}
