namespace Ple.MLNet.Fairness;

/// <summary>How one class fares among the generated rows.</summary>
public sealed class ClassFairness
{
    internal ClassFairness()
    {
    }

    /// <summary>The class, as text.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Real rows of the class; 0 for a class that only an oracle knows.</summary>
    public long RealRows { get; internal init; }

    /// <summary>Generated rows that the oracle assigned to the class.</summary>
    public long GeneratedRows { get; internal init; }

    /// <summary><see cref="RealRows"/> over all real rows.</summary>
    public double RealFrequency { get; internal init; }

    /// <summary><see cref="GeneratedRows"/> over all generated rows.</summary>
    public double GeneratedFrequency { get; internal init; }

    /// <summary>Frechet distance of the generated rows of the class from its real rows; null (not available) with fewer than 2 rows
    /// on either side.</summary>
    public double? Fid { get; internal init; }

    /// <summary>The score S = 1 / FID; null where FID is not available, infinite where it is 0.</summary>
    public double? Score => 1 / Fid;
}
