using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// The random numbers that a model pulls, for a number of rows at once. In training they come from one generator; in generation each row has a stream
/// of its own, by (seed, position) alone, so that a row does not depend on those made beside it. Pull in a fixed order: a sampler of many steps pulls at each.
/// </summary>
public interface INoise
{
    /// <summary>Rows, n.</summary>
    long Rows { get; }

    /// <summary>Standard normal numbers, the next ones of each row.</summary>
    /// <param name="perRow">How many for a row, k.</param>
    /// <returns>[n, k], of the model's type and device.</returns>
    Tensor Normal(long perRow);

    /// <summary>Numbers uniform strictly between 0 and 1, the next ones of each row.</summary>
    /// <param name="perRow">How many for a row, k.</param>
    /// <returns>[n, k], of the model's type and device.</returns>
    Tensor Uniform(long perRow);
}
