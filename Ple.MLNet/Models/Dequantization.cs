using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Between a row's values and continuous ones that a density can be fitted to: discrete values are spread over the cells around them (Uria et al. 2013), so
/// that the density's integral over a cell is the probability of its value.
/// </summary>
internal abstract class Dequantization(string name) : nn.Module(name)
{
    /// <summary>Whether <see cref="Snap"/> rounds, so that no gradient passes.</summary>
    public abstract bool IsDiscrete { get; }

    /// <summary>Spreads values over their cells.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="noise">Where in the cell.</param>
    /// <returns>Continuous numbers [n, d], and what to add to their log-density for a bound on log p(values), [n].</returns>
    public abstract (Tensor Continuous, Tensor LogVolume) Spread(Tensor values, INoise noise);

    /// <summary>The values in whose cells continuous numbers lie, [n, d].</summary>
    public abstract Tensor Snap(Tensor continuous);
}
