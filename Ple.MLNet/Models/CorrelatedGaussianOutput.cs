using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A Gaussian for each row, with a full covariance: d values of the mean, then the d * d values of a lower triangular factor F
/// of the covariance F F'.</summary>
internal sealed class CorrelatedGaussianOutput(int size) : OutputDistribution(nameof(CorrelatedGaussianOutput))
{
    public override int ParameterCount => size + size * size;

    public override bool DrawsAreReparameterized => true;

    public override Tensor NegativeLogLikelihood(Tensor parameters, Tensor values)
    {
        Tensor factors = Factors(parameters);
        Tensor whitened = linalg.solve_triangular(factors, (values - Mean(parameters)).unsqueeze(2), upper: false);
        Tensor logDeterminant = factors.diagonal(0, 1, 2).log().sum([1]);
        return whitened.squeeze(2).Squared().Plus(Lasting.LogTwoPi).sum([1]).mul(Lasting.Half).Plus(logDeterminant);
    }

    public override Tensor Mean(Tensor parameters) => parameters.narrow(1, 0, size);

    public override Tensor Draw(Tensor parameters, INoise noise)
    {
        Tensor normal = noise.Uniform(size).NormalQuantile();
        return Mean(parameters).Plus(Factors(parameters).matmul(normal.unsqueeze(2)).squeeze(2));
    }

    private Tensor Factors(Tensor parameters) => parameters.narrow(1, size, size * size).view(-1, size, size);
}
