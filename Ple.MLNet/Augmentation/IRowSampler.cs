using Microsoft.ML;

namespace Ple.MLNet.Augmentation;

/// <summary>Makes rows of a class; fitted on a table by <see cref="RowSampling.Fit"/>.</summary>
internal interface IRowSampler
{
    /// <summary>New rows with the schema of <see cref="Tables.TableEncoding.Schema"/>; the same rows however often they are read.</summary>
    /// <param name="classIndex">Index in <see cref="Tables.TableEncoding.Condition"/>.</param>
    /// <param name="count">At least 1: exactly as many rows.</param>
    IDataView Sample(int classIndex, long count);
}
