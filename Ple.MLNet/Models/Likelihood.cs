namespace Ple.MLNet.Models;

/// <summary>What distribution the values of a row are given.</summary>
public enum Likelihood
{
    /// <summary>Of values that all lie between 0 and 1: Bernoulli if most lie close to one of the two, and Beta if all are levels of grey (whole multiples of
    /// 1/255); else Gaussian.</summary>
    Automatic,

    /// <summary>Independent Bernoulli: values between 0 and 1, such as the brightness of pixels.</summary>
    Bernoulli,

    /// <summary>Independent Gaussian with a learnt deviation for each value; values are standardised first,
    /// slot by slot, or with one scale for all slots where all values lie between 0 and 1.</summary>
    Gaussian,

    /// <summary>Beta with means by logits and one concentration, which is fitted after training: values between 0 and 1, such as grey pixels.</summary>
    Beta,
}
