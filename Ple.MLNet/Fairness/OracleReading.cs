using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>What real rows with known classes say of the oracle that has named them.</summary>
/// <param name="column">Its classes.</param>
/// <param name="options">Rows that are kept.</param>
/// <param name="dimensions">Number of features.</param>
/// <param name="seed">Of the samples.</param>
internal sealed class OracleReading(ClassColumn column, ClassImbalanceFairnessOptions options, int dimensions, int seed)
{
    public ClassColumn Column => column;

    public ClassConfusion Confusion { get; } = new();

    /// <summary>A sample of the rows by its classes.</summary>
    public ClassStatistics Named { get; } = new(() => new(new FeatureStatistics(dimensions, options.RowsPerClass ?? options.Metrics.SampleRows, seed, momentsOfSample: true), null));

    public void Add(string actual, string named, float[] row, long position)
    {
        Confusion.Add(actual, named);
        Named.Part(named).Features.Add(row, position);
    }
}
