using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>A way to make new rows of a class: <see cref="GeneratorSampling"/>, <see cref="SmoteSampling"/>, <see cref="RandomOverSampling"/>,
/// <see cref="PlausibleSampling"/> around one of them, or one's own that derives from <see cref="CustomSampling"/>.</summary>
public abstract class RowSampling
{
    private protected RowSampling()
    {
    }

    /// <summary>Checks the options, when the estimator that holds them is made.</summary>
    internal abstract void Validate();

    /// <summary>Learns from a table.</summary>
    /// <param name="host">Environment, and where warnings go.</param>
    /// <param name="table">The training rows; the condition is the class.</param>
    /// <param name="seed">The augmentation's.</param>
    internal abstract IRowSampler Fit(IHost host, KeptTable table, int seed);
}
