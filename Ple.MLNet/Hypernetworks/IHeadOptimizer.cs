using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>Steps of one tensor by its gradients.</summary>
internal interface IHeadOptimizer : IDisposable
{
    /// <summary>One step; call it within a dispose scope.</summary>
    void Step(Tensor gradient, double learningRate);

    /// <summary>What it remembers of the gradients.</summary>
    void Visit(CheckpointState state, string name);
}
