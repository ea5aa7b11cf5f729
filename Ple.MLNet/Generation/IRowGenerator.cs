using Microsoft.ML;

namespace Ple.MLNet.Generation;

/// <summary>A fitted model that makes rows of its own: the library's generators, fitted distributions and mixtures, and one's own transformers that implement it.</summary>
public interface IRowGenerator
{
    /// <summary>Rows with the columns that the model learnt.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="seed">The same seed gives the same rows, in whatever process; another gives an independent set.</param>
    IDataView Generate(long count, int seed);
}
