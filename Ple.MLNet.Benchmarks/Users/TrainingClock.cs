using System.Diagnostics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>When the steps of a fit's training began and ended, by its reports of them.</summary>
internal sealed class TrainingClock : IProgress<TrainingProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan? _first;
    private TimeSpan _last;

    /// <summary>From the beginning of the fit to its first report, after a hundredth of the steps: reading, above all.</summary>
    public double MillisecondsBefore => _first!.Value.TotalMilliseconds;

    /// <summary>From the last step of the training to now.</summary>
    public double MillisecondsSince => (Stopwatch.GetElapsedTime(_start) - _last).TotalMilliseconds;

    /// <summary>From the beginning of the fit to now.</summary>
    public double Milliseconds => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    public void Report(TrainingProgress value)
    {
        if (value.Phase != TrainingPhase.Training)
            return;
        _last = Stopwatch.GetElapsedTime(_start);
        _first ??= _last;
    }
}
