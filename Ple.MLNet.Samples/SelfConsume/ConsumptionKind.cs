using Ple.MLNet.Estimation;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>What later generations are fitted to.</summary>
/// <param name="Name">As written on the command line and in the CSV file.</param>
internal sealed record ConsumptionKind(string Name, GenerationData Data)
{
    private const double RealShare = 0.5;

    public static IReadOnlyList<ConsumptionKind> All { get; } =
    [
        new("replace", GenerationData.Replace), new("accumulate", GenerationData.Accumulate), new("subsample", GenerationData.AccumulateSubsample),
        new("fresh", GenerationData.Fresh(RealShare)), new("mixed", GenerationData.Mixed(RealShare)),
    ];

    /// <exception cref="UserErrorException">There is no such kind.</exception>
    public static IReadOnlyList<ConsumptionKind> Of(IReadOnlyList<string> names) => [.. names.Select(name => All.FirstOrDefault(k => k.Name == name)
        ?? throw new UserErrorException($"There is no kind '{name}'. Kinds: {string.Join(", ", All.Select(k => k.Name))}."))];
}
