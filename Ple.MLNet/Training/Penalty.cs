using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>The penalty of PLE and its exact gradient with respect to the predicted weights.</summary>
internal static class Penalty
{
    /// <param name="options">Form, reduction and λ.</param>
    /// <param name="real">H(X), [P].</param>
    /// <param name="synthetic">H(Y_1)..H(Y_m), [m, P].</param>
    /// <returns>The penalty before λ; and of λ times it the gradients by H(X) [P] and by each H(Y_i) [m, P].</returns>
    public static (double Value, Tensor ByReal, Tensor BySynthetic) Evaluate(PenaltyOptions options, Tensor real, Tensor synthetic)
    {
        using var noGrad = no_grad();
        long sets = synthetic.shape[0];
        double share = Share(options, real);
        Tensor difference = options.Form == PenaltyForm.Expectation
            ? synthetic.mean([0], keepdim: true) - real
            : synthetic - real;
        double terms = difference.shape[0];
        double value = difference.abs().sum().item_as_double() * share / terms;
        using Scalar factor = Lasting.Number(options.Lambda * share / sets);
        Tensor bySynthetic = difference.sign_().mul_(factor).expand(sets, real.numel());
        return (value, bySynthetic.sum([0]).neg_(), bySynthetic);
    }

    /// <summary>What one weight's difference counts in the penalty.</summary>
    public static double Share(PenaltyOptions options, Tensor real) => options.Reduction == PenaltyReduction.Mean ? 1.0 / real.numel() : 1.0;

    private static double item_as_double(this Tensor scalar) => scalar.to(ScalarType.Float64).item<double>();
}
