using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>The weights averaged exponentially over the steps; in the first of them, where such an average would be that of the start, evenly.</summary>
/// <param name="weights">That are stepped.</param>
/// <param name="share">That stays in each step, above 0 and below 1.</param>
/// <param name="inner">Looks on as well, at the average in the place of the weights; null for none.</param>
internal sealed class MovingAverage(FlatParameters weights, double share, IStepFollower? inner) : IStepFollower, IDisposable
{
    private readonly Tensor _mean = weights.Values.detach().clone().DetachFromDisposeScope();

    public bool After(int stepsDone)
    {
        using var noGrad = no_grad();
        double stays = Math.Min(share, stepsDone / (stepsDone + 1.0));
        using Scalar kept = Lasting.Number(stays), taken = Lasting.Number(1 - stays);
        _mean.mul_(kept).add_(weights.Values, taken);
        if (inner is null)
            return false;
        using Tensor stepped = weights.Values.detach().clone();
        weights.Load(_mean);
        bool stops = inner.After(stepsDone);
        weights.Load(stepped);
        return stops;
    }

    /// <summary>Puts the average into the model.</summary>
    public void Restore() => weights.Load(_mean);

    public void Visit(CheckpointState state)
    {
        state.Visit("movingAverage", _mean);
        inner?.Visit(state);
    }

    public void Dispose() => _mean.Dispose();
}
