using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Values from 0 to 1 as 256 levels, such as those of pixels, and the logit of where in a level they lie (Dinh et al. 2017, section 4.1).</summary>
internal sealed class LevelDequantization() : Dequantization(nameof(LevelDequantization))
{
    private const double Levels = 256, Margin = 0.05;

    private static readonly Scalar _steps = Lasting.Number(Levels - 1), _perLevel = Lasting.Number(1 / Levels), _perStep = Lasting.Number(1 / (Levels - 1)),
        _levels = Lasting.Number(Levels), _inner = Lasting.Number(1 - 2 * Margin), _outward = Lasting.Number(1 / (1 - 2 * Margin)),
        _margin = Lasting.Number(Margin), _minusMargin = Lasting.Number(-Margin), _logCell = Lasting.Number(Math.Log((1 - 2 * Margin) / Levels));

    public override bool IsDiscrete => true;

    public override (Tensor Continuous, Tensor LogVolume) Spread(Tensor values, INoise noise)
    {
        Tensor inner = values.mul(_steps).round().Plus(noise.Uniform(values.shape[1])).mul(_perLevel).mul(_inner).Plus(_margin);
        Tensor logs = inner.log(), others = inner.neg().Plus(Lasting.One).log();
        // d logit(p) / dp = 1 / (p (1 - p)), and a cell is 0.9 / 256 of p wide.
        return (logs - others, (logs.Plus(others).neg().Plus(_logCell)).sum([1]));
    }

    public override Tensor Snap(Tensor continuous)
        => continuous.sigmoid().Plus(_minusMargin).mul(_outward).mul(_levels).floor().clamp(Lasting.Zero, _steps).mul(_perStep);
}
