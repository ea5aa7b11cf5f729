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
    /// <param name="synthetic">H(Y_1)..H(Y_m), [m, P]. The gradients by each, of the factor times the sum, are put in their place; that by H(X) is less their sum.</param>
    /// <returns>The sum.</returns>
    public static double ToGradients(PenaltyForm form, double factor, Tensor real, Tensor synthetic)
    {
        using var noGrad = no_grad();
        long sets = synthetic.shape[0];
        Tensor difference = synthetic.add_(real, Lasting.MinusOne);
        if (form == PenaltyForm.Expectation)
            difference = difference.mean([0], keepdim: true);
        double sum = difference.abs().sum().Number() / difference.shape[0];
        using Scalar setFactor = Lasting.Number(factor / sets);
        synthetic.copy_(difference.sign_().mul_(setFactor));
        return sum;
    }
}
