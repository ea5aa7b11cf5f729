namespace Ple.MLNet.Fairness;

/// <summary>How one class fares among the generated rows.</summary>
public sealed class ClassFairness
{
    /// <summary>The class, as text.</summary>
    public required string Name { get; init; }

    /// <summary>Real rows of the class; 0 for a class that only an oracle knows.</summary>
    public required long RealRows { get; init; }

    /// <summary>Generated rows that the oracle assigned to the class.</summary>
    public required long GeneratedRows { get; init; }

    /// <summary><see cref="RealRows"/> over all real rows.</summary>
    public required double RealFrequency { get; init; }

    /// <summary><see cref="GeneratedRows"/> over all generated rows.</summary>
    public required double GeneratedFrequency { get; init; }

    /// <summary>Frechet distance of the generated rows of the class from its real rows; null (not available) with fewer than 2 rows
    /// on either side.</summary>
    public required double? Fid { get; init; }

    /// <summary>The score S = 1 / FID; null where FID is not available, infinite where it is 0.</summary>
    public double? Score => 1 / Fid;
}
