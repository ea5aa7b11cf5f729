using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A model that is no network and needs no gradient: a mixture fitted by expectation maximization, trees, a table of counts. It fits itself at once, on the
/// CPU, and shares columns, noise, files and the generator with the others; a hypernetwork and the bootstrap correction, which step weights along a gradient,
/// are refused.
/// </summary>
public interface ISelfFittingModel
{
    /// <summary>Fits the model to all training rows, in place of what it knew before.</summary>
    /// <param name="values">[n, d], on the CPU.</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="seed">Of all that is random in the fit.</param>
    /// <param name="cancellationToken">To be looked at now and then.</param>
    void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken);

    /// <summary>What the fit came to, as a saved file holds it: named tensors of Single, Double or Int64, of any shapes. Kept by the model, which disposes
    /// them.</summary>
    IReadOnlyDictionary<string, Tensor> State { get; }

    /// <summary>Takes over the state that a file held. The file chose names and shapes: check them.</summary>
    /// <param name="state">Owned by the caller, who disposes of it: copy what is kept.</param>
    /// <exception cref="ArgumentException">It is none of this model's.</exception>
    void Restore(IReadOnlyDictionary<string, Tensor> state);
}
