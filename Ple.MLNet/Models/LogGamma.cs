using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Logarithms of gamma-distributed numbers, from a fixed number of pulled ones, so that what a row is made of does not depend on other rows: the method of Marsaglia and
/// Tsang (2000, ACM Transactions on Mathematical Software 26) for the shape a + 1, and its step down to a. It takes the first of four proposals that is accepted; where none is,
/// which 1 of 100,000 numbers meet at most, it takes the distribution's mode.
/// </summary>
internal static class LogGamma
{
    private const int Proposals = 4;

    private static readonly Scalar _third = Lasting.Number(2.0 / 3), _ninth = Lasting.Number(9), _least = Lasting.Number(1e-30);

    /// <param name="shape">Shapes a above 0, [n, values].</param>
    /// <param name="noise">Of n rows.</param>
    public static Tensor Draw(Tensor shape, INoise noise)
    {
        long size = shape.shape[1];
        Tensor d = shape.Plus(_third), c = d.mul(_ninth).rsqrt(); // of the shape a + 1
        Tensor logCube = zeros_like(d);
        for (int proposal = 0; proposal < Proposals; proposal++) // the last that is accepted stands: as good as the first, all being drawn alike
        {
            Tensor normal = noise.Normal(size), cube = (normal * c).Plus(Lasting.One).pow(Lasting.Three), log = cube.clamp_min(_least).log();
            Tensor limit = normal.Squared().mul(Lasting.Half).Plus(d * (log - cube).Plus(Lasting.One));
            Tensor accepted = cube.gt(_least).logical_and(noise.Uniform(size).log().lt(limit));
            logCube = where(accepted, log, logCube);
        }
        return d.log().Plus(logCube).Plus(noise.Uniform(size).log() / shape);
    }
}
