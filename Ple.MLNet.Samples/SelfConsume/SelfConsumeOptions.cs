namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>What the user asks of <c>self-consume</c>.</summary>
internal sealed record SelfConsumeOptions
{
    public required IReadOnlyList<string> Methods { get; init; }

    public required IReadOnlyList<ConsumptionKind> Kinds { get; init; }

    /// <summary>After generation 0.</summary>
    public required int Generations { get; init; }

    public required int Seeds { get; init; }

    /// <summary>The first of them; the others follow.</summary>
    public required int FirstSeed { get; init; }

    public required string OutputFolder { get; init; }
}
