using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Values that are continuous.</summary>
internal sealed class NoDequantization() : Dequantization(nameof(NoDequantization))
{
    public override bool IsDiscrete => false;

    public override (Tensor Continuous, Tensor LogVolume) Spread(Tensor values, INoise noise) => (values, zeros(values.shape[0], values.dtype, values.device));

    public override Tensor Snap(Tensor continuous) => continuous;
}
