using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>What the two distances need of one table: moments of all rows, and a sample of them for the kernel distance.</summary>
internal sealed record ScoredRows(Moments Moments, IReadOnlyList<float[]> KernelRows)
{
    private const int BatchSize = 1024;

    public static ScoredRows Read(IHost host, IDataView data, FidScorerOptions options, int seed)
    {
        VectorColumn column = FeatureColumn.Find(host, data.Schema, options.FeatureColumnName);
        var moments = new Moments(column.Size);
        var sample = new RowSample(options.KernelRows, Seeds.Derive(seed, SeedPurpose.RowSample));
        foreach (float[] batch in column.ReadBatches(data, BatchSize))
        {
            moments.Add(batch);
            for (int start = 0; start < batch.Length; start += column.Size)
                sample.Add(batch.AsSpan(start, column.Size));
        }
        return new(moments, sample.Rows);
    }
}
