using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>The heads by libtorch's own operations: any type, any device.</summary>
internal sealed class AutogradHead : WeightHead
{
    private readonly IHeadOptimizer _weightOptimizer;
    private readonly Adam _biasOptimizer;

    /// <param name="weight">W [P, h]; taken over.</param>
    /// <param name="bias">b [P]; taken over.</param>
    /// <param name="moments">Of W.</param>
    /// <param name="beta1">Of Adam.</param>
    public AutogradHead(Tensor weight, Tensor bias, HeadMoments moments, double beta1 = Adam.Beta1)
    {
        Weight = nn.Parameter(weight);
        Bias = nn.Parameter(bias);
        Weight.DetachFromDisposeScope();
        Bias.DetachFromDisposeScope();
        _weightOptimizer = moments == HeadMoments.Full ? new Adam(Weight, beta1) : new FactoredMoment(Weight);
        _biasOptimizer = new Adam(Bias, beta1);
    }

    public override Parameter Weight { get; }

    public override Parameter Bias { get; }

    public override Tensor Forward(Tensor embeddings)
    {
        using var noGrad = no_grad();
        return Apply(embeddings);
    }

    public override Tensor Pull(Tensor gradients)
    {
        using var noGrad = no_grad();
        return gradients.matmul(Weight);
    }

    public override Tensor Step(Tensor gradients, Tensor embeddings, double learningRate)
    {
        Tensor input = embeddings.detach().requires_grad_(true);
        Weight.grad?.zero_();
        Bias.grad?.zero_();
        autograd.backward(Apply(input), gradients);
        _weightOptimizer.Step(Weight.grad!, learningRate);
        _biasOptimizer.Step(Bias.grad!, learningRate);
        return input.grad!;
    }

    public override void Visit(CheckpointState state)
    {
        state.Visit("head.weight", Weight);
        state.Visit("head.bias", Bias);
        _weightOptimizer.Visit(state, "head.weight");
        _biasOptimizer.Visit(state, "head.bias");
    }

    public override void Dispose()
    {
        _weightOptimizer.Dispose();
        _biasOptimizer.Dispose();
        Weight.Dispose();
        Bias.Dispose();
    }

    private Tensor Apply(Tensor embeddings) => nn.functional.linear(embeddings, Weight, Bias);
}
