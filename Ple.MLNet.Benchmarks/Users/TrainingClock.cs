using System.Diagnostics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>When the steps of a fit's training ended, by its reports of them.</summary>
internal sealed class TrainingClock : IProgress<TrainingProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _last;

    /// <summary>From the last step of the training to now.</summary>
    public double MillisecondsSince => (Stopwatch.GetElapsedTime(_start) - _last).TotalMilliseconds;

    /// <summary>From the beginning of the fit to now.</summary>
    public double Milliseconds => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    public void Report(TrainingProgress value)
    {
        if (value.Phase == TrainingPhase.Training)
            _last = Stopwatch.GetElapsedTime(_start);
    }
}
