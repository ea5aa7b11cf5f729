namespace Ple.MLNet.Estimation;

/// <summary>How penalized autophagy estimation (PLE) corrects the maximum likelihood estimate (MLE) of a parameter.</summary>
public enum PleCorrection
{
    /// <summary>Not at all: PLE keeps the MLE. For location parameters, whose MLE has no bias to remove.</summary>
    None,

    /// <summary>By one factor without iteration: the ratio MLE / truth has a distribution that does not depend on the parameters, as for scales and rates.</summary>
    Factor,

    /// <summary>By a factor that depends on the corrected parameter itself and is found by fixed-point iteration.</summary>
    FixedPoint,
}
