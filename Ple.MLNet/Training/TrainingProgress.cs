namespace Ple.MLNet.Training;

/// <summary>Where a fit stands; reported about a hundred times in each phase.</summary>
public sealed class TrainingProgress
{
    internal TrainingProgress(TrainingPhase phase, int step, int steps, double loss, double? penalty)
        => (Phase, Step, Steps, Loss, Penalty) = (phase, step, steps, loss, penalty);

    /// <summary>Which part of the fit.</summary>
    public TrainingPhase Phase { get; }

    /// <summary>Steps done in this phase.</summary>
    public int Step { get; }

    /// <summary>Steps of this phase.</summary>
    public int Steps { get; }

    /// <summary>Bound on -log-likelihood of the last batch, in nats for each row.</summary>
    public double Loss { get; }

    /// <summary>Penalty of the last batch before λ; null without one.</summary>
    public double? Penalty { get; }
}
