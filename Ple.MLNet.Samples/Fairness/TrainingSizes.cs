namespace Ple.MLNet.Samples.Fairness;

/// <summary>How long and by which rates a model is trained.</summary>
/// <param name="Steps">Optimiser steps of every method.</param>
/// <param name="BatchSize">Rows of a step.</param>
/// <param name="LearningRates">That maximum likelihood estimation is tried with, ascending; the best on the validation rows is taken, and where that is the lowest or highest, more are tried.</param>
/// <param name="HypernetworkLearningRates">The same for the hypernetwork, tried without penalty.</param>
/// <param name="CorrectionSteps">Optimiser steps of each of the correction's two fits.</param>
internal sealed record TrainingSizes(int Steps, int BatchSize, IReadOnlyList<double> LearningRates, IReadOnlyList<double> HypernetworkLearningRates, int CorrectionSteps);
