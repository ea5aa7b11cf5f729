using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>S weight vectors that are trained themselves: the stack of maximum likelihood, a map that looks at no rows.</summary>
internal sealed class ConstantStack : nn.Module<Tensor, long, Tensor>
{
    private readonly Parameter values; // [S, P]

    /// <param name="initial">S initial weight vectors [P]; copied.</param>
    public ConstantStack(IEnumerable<Tensor> initial) : base(nameof(ConstantStack))
    {
        using var noGrad = no_grad();
        values = nn.Parameter(stack([.. initial]));
        values.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <returns>The weights, the same for all sets, [S, P, sets].</returns>
    public override Tensor forward(Tensor rows, long sets) => values.unsqueeze(2).expand(-1, -1, sets);
}
