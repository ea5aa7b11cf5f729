using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Copies of the class's rows, drawn with replacement.</summary>
public sealed class RandomOverSampling : RowSampling
{
    internal override void Validate()
    {
    }

    internal override IRowSampler Fit(IHost host, KeptTable table, int seed)
        => new Sampler(host, table, new ClassRows(table), seed);

    private sealed class Sampler(IHost host, KeptTable table, ClassRows classes, int seed) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
            => new TableView(host, table.Layout, new Copies(table.Rows, classes[classIndex], count, Seeds.Derive(seed, SeedPurpose.AddedRows, classIndex)));
    }
}
