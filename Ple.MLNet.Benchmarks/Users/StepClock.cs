using System.Diagnostics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>How long a fit spends on optimiser steps, those of the correction included, by its reports of them.</summary>
internal sealed class StepClock : IProgress<TrainingProgress>
{
    private TrainingProgress? _last;
    private long _then;

    /// <summary>Of all steps; those before the first report of a phase, a hundredth, are not among them.</summary>
    public double Milliseconds { get; private set; }

    public void Report(TrainingProgress value)
    {
        long now = Stopwatch.GetTimestamp();
        if (_last?.Phase == value.Phase)
            Milliseconds += Stopwatch.GetElapsedTime(_then, now).TotalMilliseconds;
        (_last, _then) = (value, now);
    }
}
