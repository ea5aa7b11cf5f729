using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Monotonic functions of one number each: rational-quadratic splines on [-bound, bound], the identity beyond (Durkan et al. 2019, Neural Spline Flows,
/// section 3.1). All zero parameters are the identity.
/// </summary>
/// <param name="bins">K, at least 2.</param>
internal sealed class RationalQuadraticSpline(int bins)
{
    private const double Bound = 5, SmallestBin = 0.01, SmallestSlope = 0.01;

    private static readonly Scalar _minusBound = Lasting.Number(-Bound), _bound = Lasting.Number(Bound), _width = Lasting.Number(2 * Bound),
        _smallestBin = Lasting.Number(SmallestBin), _smallestSlope = Lasting.Number(SmallestSlope), _four = Lasting.Number(4),
        _slopeOffset = Lasting.Number(Math.Log(Math.Exp(1 - SmallestSlope) - 1));

    private readonly Scalar _free = Lasting.Number(1 - SmallestBin * bins);

    /// <summary>Numbers that one function takes: K widths, K heights, K - 1 slopes between the bins.</summary>
    public int ParameterCount => 3 * bins - 1;

    /// <param name="input">[n, m]</param>
    /// <param name="parameters">[n, m, ParameterCount]</param>
    /// <param name="inverse">Whether the inverse functions are wanted.</param>
    /// <returns>Values and the logarithm of their slopes, [n, m] each.</returns>
    public (Tensor Output, Tensor LogSlope) Apply(Tensor input, Tensor parameters, bool inverse)
    {
        Tensor inside = input.gt(_minusBound).logical_and(input.lt(_bound)), x = input.clamp(_minusBound, _bound);
        Tensor xs = Knots(parameters.narrow(2, 0, bins)), ys = Knots(parameters.narrow(2, bins, bins));
        Tensor one = ones([input.shape[0], input.shape[1], 1], input.dtype, input.device);
        Tensor slopes = cat([one, parameters.narrow(2, 2 * bins, bins - 1).Plus(_slopeOffset).Softplus().Plus(_smallestSlope), one], 2);
        Tensor inner = (inverse ? ys : xs).narrow(2, 1, bins - 1);
        Tensor bin = x.unsqueeze(2).ge(inner).sum([2], keepdim: true); // 0..K-1
        Tensor x0 = At(xs, bin), y0 = At(ys, bin), width = Next(xs, bin) - x0, height = Next(ys, bin) - y0;
        Tensor d0 = At(slopes, bin), d1 = Next(slopes, bin), s = height / width;
        Tensor curve = d0.Plus(d1) - s.mul(Lasting.Two);
        Tensor xi = inverse ? Place(x - y0, height, s, d0, curve) : (x - x0) / width;
        Tensor rest = xi.neg().Plus(Lasting.One), product = xi * rest, denominator = s.Plus(curve * product);
        Tensor slope = s.Squared() * (d1 * xi.Squared()).Plus(s.mul(Lasting.Two) * product).Plus(d0 * rest.Squared());
        Tensor logSlope = slope.log() - denominator.log().mul(Lasting.Two);
        Tensor output = inverse ? x0.Plus(xi * width) : y0.Plus(height * (s * xi.Squared()).Plus(d0 * product) / denominator);
        return (where(inside, output, input), where(inside, inverse ? logSlope.neg() : logSlope, zeros_like(logSlope, requires_grad: false)));
    }

    /// <summary>Where in its bin, 0 to 1, a value lies: the root of a quadratic equation (Durkan et al., equations 6 to 8).</summary>
    private static Tensor Place(Tensor rise, Tensor height, Tensor s, Tensor d0, Tensor curve)
    {
        Tensor a = (height * (s - d0)).Plus(rise * curve), b = height * d0 - rise * curve, c = (s * rise).neg();
        Tensor discriminant = (b.Squared() - (a * c).mul(_four)).clamp_min(Lasting.Zero);
        return (c.mul(Lasting.Two) / (b.neg() - discriminant.sqrt())).clamp(Lasting.Zero, Lasting.One); // rounding may lead out of the bin
    }

    /// <summary>K + 1 ascending knots from -bound to bound, [n, m, K + 1].</summary>
    private Tensor Knots(Tensor raw)
    {
        Tensor sums = raw.softmax(2).mul(_free).Plus(_smallestBin).cumsum(2).narrow(2, 0, bins - 1);
        Tensor inner = sums.mul(_width).Plus(_minusBound);
        long[] shape = [raw.shape[0], raw.shape[1], 1];
        return cat([full(shape, _minusBound, raw.dtype, raw.device), inner, full(shape, _bound, raw.dtype, raw.device)], 2);
    }

    private static Tensor At(Tensor knots, Tensor index) => knots.gather(2, index).squeeze(2);

    private Tensor Next(Tensor knots, Tensor index) => At(knots.narrow(2, 1, bins), index);
}
