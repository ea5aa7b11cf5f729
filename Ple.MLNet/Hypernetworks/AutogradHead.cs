using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>The heads by libtorch's own operations and torch.optim.Adam: any type, any device.</summary>
internal sealed class AutogradHead : WeightHead
{
    private readonly optim.Optimizer _optimizer;

    /// <param name="weight">W [P, h]; taken over.</param>
    /// <param name="bias">b [P]; taken over.</param>
    public AutogradHead(Tensor weight, Tensor bias)
    {
        Weight = nn.Parameter(weight);
        Bias = nn.Parameter(bias);
        Weight.DetachFromDisposeScope();
        Bias.DetachFromDisposeScope();
        _optimizer = optim.Adam([Weight, Bias], 0, Beta1, Beta2, Epsilon);
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
        _optimizer.zero_grad();
        autograd.backward(Apply(input), gradients);
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = learningRate;
        _optimizer.step();
        return input.grad!;
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        Weight.Dispose();
        Bias.Dispose();
    }

    private Tensor Apply(Tensor embeddings) => nn.functional.linear(embeddings, Weight, Bias);
}
