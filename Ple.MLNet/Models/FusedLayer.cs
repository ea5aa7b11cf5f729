using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using TorchSharp.Modules;

namespace Ple.MLNet.Models;

/// <summary>A linear layer, and leaky ReLU where it is not the last, with the gradients of its weights.</summary>
internal sealed unsafe class FusedLayer
{
    private readonly float* _weight, _bias, _weightGradient, _biasGradient;
    private readonly FeatureRows _input;
    private readonly bool _leaks;

    /// <param name="weight">[outputs, inputs]; with its gradient beside it, as <see cref="Hypernetworks.FlatParameters"/> leaves it. Neither is owned.</param>
    /// <param name="bias">[outputs], likewise.</param>
    /// <param name="leaks">Whether leaky ReLU follows.</param>
    /// <param name="input">Where it reads.</param>
    /// <param name="memory">For what it computes.</param>
    public FusedLayer(Parameter weight, Parameter bias, bool leaks, FeatureRows input, FeatureMemory memory)
    {
        _weight = weight.Pointer();
        _bias = bias.Pointer();
        _weightGradient = weight.grad!.Pointer();
        _biasGradient = bias.grad!.Pointer();
        (_leaks, _input) = (leaks, input);
        (Output, Gradient) = (memory.New((int)bias.numel()), memory.New((int)bias.numel()));
    }

    public FeatureRows Output { get; }

    /// <summary>dL/dOutput, to be put here before <see cref="Backward"/>, which uses it up.</summary>
    public FeatureRows Gradient { get; }

    public void Forward()
    {
        FeatureProducts.Multiply(_weight, _input.Features, 1, _input, Output, _bias);
        if (_leaks)
            Leak(Output, Output);
    }

    /// <summary>Writes the gradients of weight and bias.</summary>
    /// <param name="inputGradient">Where dL/dInput is written, of the first features as many as it has; none for none.</param>
    public void Backward(FeatureRows? inputGradient)
    {
        if (_leaks)
            Leak(Output, Gradient); // an output has the sign of what it was before
        FeatureProducts.MultiplyRows(Gradient, _input, _weightGradient);
        FeatureProducts.Sum(Gradient, _biasGradient);
        if (inputGradient is { } gradient)
            FeatureProducts.Multiply(_weight, 1, _input.Features, Gradient, gradient, null);
    }

    /// <summary>Scales numbers down where others are not above zero.</summary>
    private static void Leak(FeatureRows signs, FeatureRows scaled)
    {
        var slope = Vector256.Create((float)FullyConnected.Slope);
        for (nint i = 0; i < (nint)signs.Features * signs.Stride; i += Vector256<float>.Count)
        {
            Vector256<float> values = Vector256.Load(scaled.Pointer + i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Load(signs.Pointer + i), default), values, values * slope).Store(scaled.Pointer + i);
        }
    }
}
