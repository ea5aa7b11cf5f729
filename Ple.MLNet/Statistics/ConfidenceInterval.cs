using System.Globalization;

namespace Ple.MLNet.Statistics;

/// <summary>An interval that is to cover a number with the probability <see cref="Level"/>.</summary>
public sealed class ConfidenceInterval
{
    internal ConfidenceInterval(double lower, double upper, double level)
        => (Lower, Upper, Level) = (lower, upper, level);

    /// <summary>Lower end.</summary>
    public double Lower { get; }

    /// <summary>Upper end.</summary>
    public double Upper { get; }

    /// <summary>Confidence level, between 0 and 1.</summary>
    public double Level { get; }

    /// <summary>The ends and the level.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Lower:g4} to {Upper:g4} ({Level:p0})");
}
