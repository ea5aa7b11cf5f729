using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>What is trained, averaged exponentially over the steps; in the first of them, where such an average would be that of the start, evenly.</summary>
/// <param name="trained">What the steps change: weights, or the hypernetwork that makes them.</param>
/// <param name="share">That stays in each step, above 0 and below 1.</param>
/// <param name="inner">Looks on as well, at the average in the place of what is trained; null for none.</param>
internal sealed class MovingAverage(IReadOnlyList<Tensor> trained, double share, IStepFollower? inner) : IStepFollower, IDisposable
{
    private readonly Tensor[] _means = Copies(trained);

    public bool After(int stepsDone)
    {
        using var noGrad = no_grad();
        double stays = Math.Min(share, stepsDone / (stepsDone + 1.0));
        using Scalar kept = Lasting.Number(stays), taken = Lasting.Number(1 - stays);
        foreach ((Tensor mean, Tensor values) in _means.Zip(trained))
            mean.mul_(kept).add_(values, taken);
        if (inner is null)
            return false;
        Tensor[] stepped = Copies(trained);
        Restore();
        bool stops = inner.After(stepsDone);
        Put(stepped);
        Dispose(stepped);
        return stops;
    }

    /// <summary>Puts the average in the place of what was trained.</summary>
    public void Restore() => Put(_means);

    public void Visit(CheckpointState state)
    {
        foreach ((int index, Tensor mean) in _means.Index())
            state.Visit($"movingAverage.{index}", mean);
        inner?.Visit(state);
    }

    public void Dispose() => Dispose(_means);

    private static Tensor[] Copies(IEnumerable<Tensor> tensors) => [.. tensors.Select(t => t.detach().clone().DetachFromDisposeScope())];

    private void Put(Tensor[] values)
    {
        using var noGrad = no_grad();
        foreach ((Tensor from, Tensor to) in values.Zip(trained))
            to.copy_(from);
    }

    private static void Dispose(Tensor[] tensors)
    {
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
    }
}
