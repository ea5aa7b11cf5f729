using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>The penalty of PLE, summed over the weights, and its exact gradient with respect to the predicted weights.</summary>
internal static class Penalty
{
    /// <param name="form">What is summed.</param>
    /// <param name="factor">Weight of the sum in the loss.</param>
    /// <param name="real">H(X), [P].</param>
    /// <param name="synthetic">H(Y_1)..H(Y_m), [m, P].</param>
    /// <returns>The sum; and of the factor times it the gradients by H(X) [P] and by each H(Y_i) [m, P].</returns>
    public static (double Sum, Tensor ByReal, Tensor BySynthetic) Evaluate(PenaltyForm form, double factor, Tensor real, Tensor synthetic)
    {
        using var noGrad = no_grad();
        long sets = synthetic.shape[0];
        Tensor difference = form == PenaltyForm.Expectation
            ? synthetic.mean([0], keepdim: true) - real
            : synthetic - real;
        double sum = difference.abs().sum().to(ScalarType.Float64).item<double>() / difference.shape[0];
        using Scalar setFactor = Lasting.Number(factor / sets);
        Tensor bySynthetic = difference.sign_().mul_(setFactor).expand(sets, real.numel());
        return (sum, bySynthetic.sum([0]).neg_(), bySynthetic);
    }
}
