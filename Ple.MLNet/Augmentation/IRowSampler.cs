using Microsoft.ML;

namespace Ple.MLNet.Augmentation;

/// <summary>Makes rows of a class; fitted on a table by <see cref="RowSampling.Fit"/>.</summary>
internal interface IRowSampler : IDisposable
{
    /// <summary>New rows with the schema of <see cref="Tables.FieldLayout.Schema"/>; the same rows however often they are read.</summary>
    /// <param name="classIndex">Index in <see cref="Tables.FieldLayout.Condition"/>.</param>
    /// <param name="count">At least 1: exactly as many rows.</param>
    IDataView Sample(int classIndex, long count);

    /// <summary>Frees what native memory there is; rows that were sampled stay.</summary>
    void IDisposable.Dispose()
    {
    }
}
