using Microsoft.ML;

namespace Ple.MLNet.Samples;

/// <summary>
/// What a generator is given: as many rows as it shall make. A generator is a transformer, row to row, that reads nothing of its input
/// but the condition column where it has one; so the only column here is the number of the row.
/// </summary>
internal sealed class GeneratorInput
{
    public float Row { get; set; }

    public static IDataView Rows(MLContext mlContext, int count) =>
        mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => new GeneratorInput { Row = row }));
}
