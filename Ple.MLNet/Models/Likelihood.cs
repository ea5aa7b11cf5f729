namespace Ple.MLNet.Models;

/// <summary>What distribution the values of a row are given.</summary>
public enum Likelihood
{
    /// <summary>Bernoulli if every value lies between 0 and 1 and most lie close to one of them, else Gaussian.</summary>
    Automatic,

    /// <summary>Independent Bernoulli: values between 0 and 1, such as the brightness of pixels.</summary>
    Bernoulli,

    /// <summary>Independent Gaussian with a learnt deviation for each value; values are standardised first,
    /// slot by slot, or with one scale for all slots where all values lie between 0 and 1.</summary>
    Gaussian,
}
