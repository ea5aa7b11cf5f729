namespace Ple.MLNet.Estimation;

/// <summary>The penalty of <see cref="PenalizedPle"/>.</summary>
public enum PlePenalty
{
    /// <summary>|mean_i H(Y_i) - H(X)|: the constraint of equations 3 and 4. It removes bias.</summary>
    Expectation,

    /// <summary>mean_i |H(Y_i) - H(X)|: equation 5 as printed. It punishes the spread of H too, and removes no bias at any weight.</summary>
    Samples,
}
