using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>The mean of the weights over the last half of a number of steps.</summary>
/// <param name="weights">That are stepped.</param>
/// <param name="steps">All steps.</param>
internal sealed class WeightAverage(FlatParameters weights, int steps) : IStepFollower
{
    private readonly Tensor _sum = zeros_like(weights.Values, requires_grad: false);
    private readonly int _averaged = steps / 2;

    public Tensor Mean => _sum.Over(_averaged);

    public bool After(int stepsDone)
    {
        if (stepsDone > steps - _averaged)
            _sum.AddInPlace(weights.Values.detach());
        return false;
    }

    public void Visit(CheckpointState state) => state.Visit("average.sum", _sum);
}
