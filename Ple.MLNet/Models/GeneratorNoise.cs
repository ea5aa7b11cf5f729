using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Noise of training and scoring: all rows from one generator, in the order in which the model asks.</summary>
internal sealed class GeneratorNoise(Generator generator, long rows, ScalarType type, Device device) : INoise
{
    /// <summary>For as many rows as a tensor has, of its type and device.</summary>
    public static GeneratorNoise Of(Generator generator, Tensor rows) => new(generator, rows.shape[0], rows.dtype, rows.device);

    public long Rows => rows;

    public Tensor Normal(long perRow) => randn(rows, perRow, type, device, generator: generator);

    public Tensor Uniform(long perRow) => Reproducible.Uniform(rows, perRow, type, device, generator);
}
