using Microsoft.ML;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>A generator and what fitting it took.</summary>
/// <param name="Model">Row to row; its output column "Features" holds the pixels, from 0 to 1. Whoever called Fit disposes it.</param>
/// <param name="Bounds">Of the task's held-out images.</param>
/// <param name="LearningRate">As it was chosen for the task.</param>
/// <param name="CorrectionWeight">w of the bootstrap correction; null without one.</param>
/// <param name="Seconds">The fit with the chosen learning rate, without the choosing.</param>
internal sealed record FittedGenerator(
    ITransformer Model, ClassBounds Bounds, TunedRate LearningRate, double? CorrectionWeight, double Seconds);
