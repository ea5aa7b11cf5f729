namespace Ple.MLNet.Estimation;

/// <summary>Settings of <see cref="EstimationLoop"/>.</summary>
public sealed class EstimationLoopOptions
{
    /// <summary>Independent runs, 2 or more. Default 1000.</summary>
    public int Initializations { get; init; } = 1000;

    /// <summary>Generations after generation 0, which is estimated from real data; 0 or more. Default 100.</summary>
    public int Generations { get; init; } = 100;

    /// <summary>Values n in each data set, real or synthetic, 1 or more. Default 20.</summary>
    public int SampleSize { get; init; } = 20;

    /// <summary>What a generation after the first is estimated from. Fresh rows are drawn of the truth. Default <see cref="GenerationData.Replace"/>.</summary>
    public GenerationData Data { get; init; } = GenerationData.Replace;

    /// <summary>Seed; run i depends on the seed and i alone. Null, the default, is 0: a loop has no MLContext.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Initializations, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Generations, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleSize, 1);
        ArgumentNullException.ThrowIfNull(Data);
        Data.Validate();
    }
}
