namespace Ple.MLNet.Training;

/// <summary>Where a fit stands; reported about a hundred times in each phase.</summary>
/// <param name="Phase">Which part of the fit.</param>
/// <param name="Step">Steps done in this phase.</param>
/// <param name="Steps">Steps of this phase.</param>
/// <param name="Loss">Bound on -log-likelihood of the last batch, in nats for each row.</param>
/// <param name="Penalty">Penalty of the last batch before λ; 0 without one.</param>
public readonly record struct TrainingProgress(TrainingPhase Phase, int Step, int Steps, double Loss, double Penalty);
