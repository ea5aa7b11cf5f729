namespace Ple.MLNet.Samples.Distributions;

/// <summary>Means of an independent Python replication (1000 runs) at generations 0, 10, 50 and 100, to stand beside ours.</summary>
internal static class Replication
{
    public static IReadOnlyList<int> Generations { get; } = [0, 10, 50, 100];

    private static readonly Dictionary<(string Family, string Parameter, string Estimator), string[]> Means = new()
    {
        [("uniform", "a", "mle")] = [".953", ".586", ".083", ".0072"],
        [("uniform", "a", "ple-data-driven")] = [".998", "1.003", "1.010", "1.023"],
        [("gaussian", "sigma", "mle")] = [".964", ".651", ".139", ".019"],
        [("gaussian", "sigma", "ple-data-driven")] = [".996", ".994", ".932", "1.00"],
        [("laplace", "b", "mle")] = [".972", ".740", ".268", ".086"],
        [("laplace", "b", "ple-data-driven")] = [".993", ".987", ".962", ".832"],
        [("geometric", "p", "mle")] = [".514", ".607", ".805", ".907"],
        [("geometric", "p", "ple-data-driven")] = [".501", ".499", ".505", ".499"],
        [("exponential", "rate", "mle")] = [".520", ".803", "4.08", "28"],
        [("exponential", "rate", "ple-data-driven")] = [".500", ".505", ".544", ".636"],
        [("pareto", "b", "mle")] = ["1.08", "2.52", "81", "6840"],
        [("pareto", "b", "ple-data-driven")] = [".998", "1.046", "1.32", ".79"],
    };

    /// <summary>The mean at a generation, or null where the replication has none.</summary>
    public static string? MeanAt(string family, string parameter, string estimator, int generation)
    {
        int index = Generations.ToList().IndexOf(generation);
        return index >= 0 && Means.TryGetValue((family, parameter, estimator), out string[]? means) ? means[index] : null;
    }
}
