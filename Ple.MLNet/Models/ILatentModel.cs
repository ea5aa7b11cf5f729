using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A model with latent numbers, standard normal a priori, and their posterior: rows may then be made from a mixture fitted to the posteriors of
/// the training rows.</summary>
public interface ILatentModel
{
    /// <summary>Latent numbers of a row, z.</summary>
    int LatentSize { get; }

    /// <summary>Whether <see cref="GenerativeModel.Sample"/> takes latent numbers from a distribution that the model has learnt itself: no mixture is fitted then. Default
    /// false: from the standard normal.</summary>
    bool HasSampler => false;

    /// <summary>Mean of the approximate posterior of the latent numbers, and its standard deviation.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <returns>[n, z] each.</returns>
    (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor values, Tensor? condition);

    /// <summary>Rows of the given latent numbers. Unless <see cref="HasSampler"/>, <see cref="GenerativeModel.Sample"/> is
    /// this with standard normal ones.</summary>
    /// <param name="latent">[n, z]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows, for what is random beside the latent numbers.</param>
    /// <param name="output">A draw of the output distribution or its mean.</param>
    /// <returns>Values, [n, d].</returns>
    Tensor SampleGiven(Tensor latent, Tensor? condition, INoise noise, OutputKind output);
}
