using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Copies of the class's rows, drawn with replacement.</summary>
public sealed class RandomOverSampling : RowSampling
{
    internal override IRowSampler Fit(IHost host, IDataView table, TableEncoding encoding)
        => new Sampler(host, encoding, new ClassRows(FieldTable.Load(host, table, encoding), encoding));

    private sealed class Sampler(IHost host, TableEncoding encoding, ClassRows rows) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
            => new TableView(host, encoding, new Copies(rows.Table, rows[classIndex], count, unchecked(encoding.Seed * 31 + classIndex)));
    }
}
