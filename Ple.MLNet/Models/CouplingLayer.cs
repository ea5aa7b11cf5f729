using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// An invertible layer: half of the values are changed one by one, by a spline, a scale and a shift that a network makes of the other half and of the
/// condition. It starts as the identity.
/// </summary>
internal sealed class CouplingLayer : nn.Module
{
    /// <summary>log scale = 2 tanh(raw / 2): a layer stretches by less than e².</summary>
    private static readonly Scalar _half = Lasting.Number(0.5), _two = Lasting.Number(2);

    private readonly FullyConnected network;
    private readonly Tensor kept; // values that the network sees
    private readonly Tensor changed;
    private readonly Tensor back; // where each value lies in (kept, changed)
    private readonly RationalQuadraticSpline _spline;
    private readonly int _keptCount;
    private readonly int _changedCount;

    /// <param name="layout">What the rows are.</param>
    /// <param name="index">Of the layer: layers in a row change different halves.</param>
    /// <param name="options">Widths and bins.</param>
    /// <param name="generator">Of the initial weights.</param>
    public CouplingLayer(RowLayout layout, int index, FlowOptions options, Generator generator) : base(nameof(CouplingLayer))
    {
        using var scope = NewDisposeScope();
        int size = layout.ValueCount;
        long[] order = Order(size, index);
        (_keptCount, _changedCount) = (size / 2, size - size / 2);
        kept = tensor(order[.._keptCount]).DetachFromDisposeScope();
        changed = tensor(order[_keptCount..]).DetachFromDisposeScope();
        long[] places = new long[size];
        for (int i = 0; i < size; i++)
            places[order[i]] = i;
        back = tensor(places).DetachFromDisposeScope();
        _spline = new(options.Bins);
        // Where a row is one value and has no condition, the network sees a constant.
        int inputs = Math.Max(1, _keptCount + layout.ConditionSize);
        network = new([inputs, .. options.HiddenSizes, _changedCount * (_spline.ParameterCount + 2)], batchNorm: false, generator);
        using var noGrad = no_grad();
        network.Last.Weight.zero_();
        network.Last.Bias.zero_();
        RegisterComponents();
    }

    /// <summary>Data to latent numbers, or back.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="inverse">From latent numbers to data.</param>
    /// <returns>[n, d], and the logarithm of the Jacobian's determinant [n].</returns>
    public (Tensor Values, Tensor LogDeterminant) Apply(Tensor values, Tensor? condition, bool inverse)
    {
        Tensor keptValues = values.index_select(1, kept), moved = values.index_select(1, changed);
        Tensor parameters = network.call(Inputs(keptValues, condition)).view(values.shape[0], _changedCount, -1);
        Tensor logScale = parameters.select(2, 0).mul(_half).tanh().mul(_two), shift = parameters.select(2, 1);
        Tensor ofSpline = parameters.narrow(2, 2, _spline.ParameterCount), logSlope;
        if (inverse)
        {
            (moved, logSlope) = _spline.Apply(moved, ofSpline, inverse: true);
            moved = (moved - shift) * logScale.neg().exp();
            logSlope = logSlope - logScale;
        }
        else
        {
            (moved, logSlope) = _spline.Apply((moved * logScale.exp()).Plus(shift), ofSpline, inverse: false);
            logSlope = logSlope.Plus(logScale);
        }
        return (cat([keptValues, moved], 1).index_select(1, back), logSlope.sum([1]));
    }

    private Tensor Inputs(Tensor keptValues, Tensor? condition)
    {
        if (condition is not null)
            return cat([keptValues, condition], 1);
        return _keptCount > 0 ? keptValues : ones(keptValues.shape[0], 1, keptValues.dtype, keptValues.device);
    }

    /// <summary>Values in another order for each pair of layers, the halves of the second of a pair exchanged.</summary>
    private static long[] Order(int size, int index)
    {
        long[] order = [.. Enumerable.Range(0, size).Select(i => (long)i)];
        if (index > 1)
            new Random(index / 2).Shuffle(order);
        return index % 2 == 0 ? order : [.. order.Reverse()];
    }
}
