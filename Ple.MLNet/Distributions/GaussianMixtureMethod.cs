namespace Ple.MLNet.Distributions;

/// <summary>How a Gaussian mixture is fitted.</summary>
public enum GaussianMixtureMethod
{
    /// <summary>Maximum likelihood by expectation maximisation, to convergence.</summary>
    ExpectationMaximization,

    /// <summary>Maximum likelihood by gradient descent on the mixture's own weights. Stopped early it overfits few rows less.</summary>
    DirectGradient,

    /// <summary>Penalized autophagy estimation: a hypernetwork maps the rows to the mixture. With λ = 0 a plain hypernetwork.</summary>
    Hypernetwork,
}
