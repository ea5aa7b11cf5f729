using System.Diagnostics;

namespace Ple.MLNet.Classifiers;

/// <summary>Time that is given, from now on.</summary>
/// <param name="seconds">Null for any.</param>
internal sealed class Budget(double? seconds)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public double Elapsed => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>Infinite without a budget.</summary>
    public double Left => seconds is { } given ? given - Elapsed : double.PositiveInfinity;

    public double? Given => seconds;
}
