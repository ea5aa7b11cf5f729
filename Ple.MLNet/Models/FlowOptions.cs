namespace Ple.MLNet.Models;

/// <summary>
/// Shape of a normalizing flow: a linear map of the values (where a row has at most 128), then coupling layers (Dinh et al. 2017) of rational-quadratic splines
/// with a scale and a shift (Durkan et al. 2019). The likelihood is exact. Discrete values are spread over cells: the likelihood is then a lower bound.
/// </summary>
/// <remarks>Good for vectors and tables of up to some dozens of numbers; images are better served by other models. It has no output distribution: a draw and a mean
/// are the same row.</remarks>
public sealed class FlowOptions : GenerativeModelOptions
{
    /// <summary>Coupling layers, 1 to 64. Each changes half of the values, given the other half. Default 4.</summary>
    public int Couplings { get; init; } = 4;

    /// <summary>Widths of the hidden layers of each coupling's network, 1 to 64 of them. Default 64, 64.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [64, 64];

    /// <summary>Bins of a spline, 2 to 64. Default 8.</summary>
    public int Bins { get; init; } = 8;

    /// <summary>0.005.</summary>
    protected internal override double DefaultLearningRate => 0.005;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => new NormalizingFlow(layout, this, seed);

    /// <inheritdoc/>
    protected internal override long FewestWeights(RowLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        long changed = layout.ValueCount - layout.ValueCount / 2;
        return Couplings * (3L * Bins + 1) * changed * HiddenSizes[^1];
    }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Couplings, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Couplings, VaeOptions.MostLayers);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bins, 64);
        VaeOptions.CheckHiddenSizes(HiddenSizes);
    }
}
