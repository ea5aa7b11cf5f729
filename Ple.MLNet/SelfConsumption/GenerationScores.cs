using System.Globalization;

namespace Ple.MLNet.SelfConsumption;

/// <summary>A generation of a self-consuming loop.</summary>
public sealed class GenerationScores
{
    internal GenerationScores(int generation, long rows, double seconds, IReadOnlyDictionary<string, double?> metrics)
        => (Generation, Rows, Seconds, Metrics) = (generation, rows, seconds, metrics);

    /// <summary>0 for the one that was fitted to real rows.</summary>
    public int Generation { get; }

    /// <summary>Rows that it was fitted to.</summary>
    public long Rows { get; }

    /// <summary>Its fit, without scores.</summary>
    public double Seconds { get; }

    /// <summary>By the names of the metrics; null where there is no such number.</summary>
    public IReadOnlyDictionary<string, double?> Metrics { get; }

    /// <summary>Generation and metrics.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"generation {Generation}: {string.Join(", ", Metrics.Select(m => $"{m.Key} {(m.Value is { } value ? value.ToString("g4", CultureInfo.InvariantCulture) : "n/a")}"))}");
}
