using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// S independent hypernetworks of one shape, evaluated as one: every layer has its S weight matrices in one tensor [S, out, in], and rows
/// lie in columns [S, d, n], so that a layer is one batched product W X + b.
/// </summary>
internal sealed class HypernetworkStack : nn.Module<Tensor, long, Tensor>
{
    private readonly ParameterList weights = []; // row layers, outer layers, heads
    private readonly ParameterList biases = [];
    private readonly int _rowLayers;

    /// <param name="options">The shape of all.</param>
    /// <param name="members">In float32 on the CPU. Each is copied and disposed.</param>
    public HypernetworkStack(HypernetworkOptions options, IEnumerable<Hypernetwork> members) : base(nameof(HypernetworkStack))
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        _rowLayers = options.HiddenSizes.Count;
        var layers = new List<Tensor[]>();
        foreach (Hypernetwork member in members)
        {
            layers.Add([.. member.Body.Named(member.Body.Values).Values.Append(member.Head.Weight).Append(member.Head.Bias).Select(p => p.clone())]);
            member.Dispose();
        }
        for (int i = 0; i < layers[0].Length; i += 2)
        {
            weights.Add(Stacked(layers.Select(l => l[i])));
            biases.Add(Stacked(layers.Select(l => l[i + 1].unsqueeze(1))));
        }
        RegisterComponents();
    }

    /// <summary>H(X) for each of several sets a member.</summary>
    /// <param name="rows">The sets of each member one after another, [S, d, sets * n].</param>
    /// <param name="sets">Sets of a member.</param>
    /// <returns>[S, P, sets]</returns>
    public override Tensor forward(Tensor rows, long sets)
    {
        Tensor hidden = Layers(rows, 0, _rowLayers);
        Tensor means = hidden.view(hidden.shape[0], hidden.shape[1], sets, -1).mean([3]);
        Tensor outer = Layers(means, _rowLayers, weights.Count - 1);
        return Layer(outer, weights.Count - 1);
    }

    /// <summary>ReLU between layers, none after the last.</summary>
    private Tensor Layers(Tensor input, int from, int to)
    {
        for (int i = from; i < to; i++)
            input = Layer(i > from ? input.relu_() : input, i);
        return input;
    }

    private Tensor Layer(Tensor input, int index) => bmm(weights[index], input).AddInPlace(biases[index]);

    private static Parameter Stacked(IEnumerable<Tensor> parts)
    {
        Parameter stacked = nn.Parameter(stack([.. parts]));
        stacked.DetachFromDisposeScope();
        return stacked;
    }
}
