using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// All trainable weights of a module as ONE vector, and their gradient as another. The module's own parameters become views of the
/// two: copying a vector in sets every layer, and a backward pass through the module leaves the gradient in <see cref="Gradient"/>.
/// That makes any module, native layers such as LSTM included, a function of a weight vector.
/// </summary>
/// <remarks>Do not call <c>module.to(...)</c> or <c>zero_grad(set_to_none: true)</c> afterwards: both cut the tie. Tied weights (one
/// tensor under several names) have one slice, under their first name; frozen parameters have none.</remarks>
internal sealed class FlatParameters : IDisposable
{
    /// <summary>Ties the module's trainable parameters to a flat vector that starts with their present values.</summary>
    /// <exception cref="ArgumentException">No trainable parameter, or parameters of several types or devices.</exception>
    public FlatParameters(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        List<(string Name, Parameter Parameter)> trainable =
            [.. module.named_parameters().Where(p => p.parameter.requires_grad).DistinctBy(p => p.parameter.Handle)];
        if (trainable.Count == 0)
            throw new ArgumentException($"The module '{module.GetName()}' has no trainable parameter.", nameof(module));
        Parameter first = trainable[0].Parameter;
        if (trainable.Find(p => p.Parameter.dtype != first.dtype || p.Parameter.device_type != first.device_type) is { Name: not null } other)
            throw new ArgumentException($"The parameters of a module must share one type and device: '{trainable[0].Name}' is {first.dtype} " +
                $"on {first.device_type}, '{other.Name}' is {other.Parameter.dtype} on {other.Parameter.device_type}.", nameof(module));

        var slices = new List<WeightSlice>(trainable.Count);
        foreach ((string name, Parameter parameter) in trainable)
            slices.Add(new(name, parameter.shape, slices.Count == 0 ? 0 : slices[^1].Offset + slices[^1].Length, parameter.numel()));
        Slices = slices;
        Count = slices[^1].Offset + slices[^1].Length;

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Values = nn.Parameter(empty(Count, first.dtype, first.device));
        Gradient = zeros(Count, first.dtype, first.device);
        Values.grad = Gradient;
        foreach ((WeightSlice slice, Parameter parameter) in slices.Zip(trainable.Select(t => t.Parameter)))
        {
            Slice(Values, slice).copy_(parameter);
            parameter.set_(Slice(Values, slice));
            parameter.grad = Slice(Gradient, slice);
        }
        Values.DetachFromDisposeScope();
        Gradient.DetachFromDisposeScope();
    }

    /// <summary>Where each parameter lies.</summary>
    public IReadOnlyList<WeightSlice> Slices { get; }

    /// <summary>Number of weights, P.</summary>
    public long Count { get; }

    /// <summary>The weights, [P]; the module computes with these.</summary>
    public Parameter Values { get; }

    /// <summary>The sum of gradients that backward passes left, [P].</summary>
    public Tensor Gradient { get; }

    /// <summary>Copies new weights in and sets the gradient to zero.</summary>
    /// <param name="weights">[P]</param>
    public void Load(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.numel() != Count)
            throw new ArgumentException($"Expected {Count} weights, got {weights.numel()}.", nameof(weights));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Values.copy_(weights.view(-1));
        Gradient.zero_();
    }

    /// <summary>Layer name to weights: views of a flat vector, in their own shapes.</summary>
    /// <param name="weights">[P]</param>
    public IReadOnlyDictionary<string, Tensor> Named(Tensor weights)
        => Slices.ToDictionary(s => s.Name, s => Slice(weights, s));

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradient.Dispose();
    }

    private static Tensor Slice(Tensor flat, WeightSlice slice) => flat.narrow(0, slice.Offset, slice.Length).view([.. slice.Shape]);
}
