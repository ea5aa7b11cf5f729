namespace Ple.MLNet;

/// <summary>The penalty of PLE on synthetic sets Y_1..Y_m drawn with what was estimated from X, H(X).</summary>
public enum PenaltyForm
{
    /// <summary>| mean_i H(Y_i) - H(X) |, the constraint of the paper's eq. 3 and 4: removes bias.</summary>
    Expectation,

    /// <summary>mean_i | H(Y_i) - H(X) |, eq. 5 as printed: punishes the spread of H as well, and removes no bias at any weight.</summary>
    Samples,
}
