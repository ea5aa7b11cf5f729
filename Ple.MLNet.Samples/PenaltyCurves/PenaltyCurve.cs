namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary>An epoch of one network and seed: the loss and the penalty over the weights, of batches that were trained on and of others.</summary>
internal sealed record PenaltyCurve(string Network, int Seed, int Epoch, double TrainingLoss, double ValidationLoss, double TrainingPenalty, double ValidationPenalty);
