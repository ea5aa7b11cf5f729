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

    internal override IRowSampler Fit(IHost host, FieldTable table, TableEncoding encoding, int seed)
        => new Sampler(host, encoding, new ClassRows(table, encoding), seed);

    private sealed class Sampler(IHost host, TableEncoding encoding, ClassRows rows, int seed) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
            => new TableView(host, encoding, new Copies(rows.Table, rows[classIndex], count, Seeds.Derive(seed, SeedPurpose.AddedRows, classIndex)));
    }
}
