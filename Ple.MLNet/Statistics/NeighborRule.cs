namespace Ple.MLNet.Statistics;

/// <summary>When a row lies in the neighborhood of another.</summary>
public enum NeighborRule
{
    /// <summary>Nearer than the k-th neighbor (&lt;), as the package prdc counts (Naeem et al. 2020; its k is 5).</summary>
    Prdc,

    /// <summary>Not farther than the k-th neighbor (&lt;=), as the package torch-fidelity counts and Kynkaanniemi et al. (2019) define it (its k is 3).</summary>
    TorchFidelity,
}
