using Microsoft.ML;

namespace Ple.MLNet.Generation;

/// <summary>A model that makes rows by class as well.</summary>
public interface IClassRowGenerator : IRowGenerator
{
    /// <summary>Rows of several classes, class after class.</summary>
    /// <param name="countsByClass">Rows of each class, each at least 0.</param>
    /// <param name="seed">As for <see cref="IRowGenerator.Generate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such class.</exception>
    IDataView Generate(IReadOnlyDictionary<object, long> countsByClass, int seed);
}
