using Microsoft.ML;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>A generator and what fitting it took.</summary>
/// <param name="Model">Row to row; its output column "Features" holds the pixels, from 0 to 1. Whoever called Fit disposes it.</param>
/// <param name="Elbo">Mean bound on the log-likelihood of the task's held-out rows, in nats for each row.</param>
/// <param name="Seconds">All that fitting took, also what was shared with another method.</param>
internal sealed record FittedGenerator(ITransformer Model, double Elbo, double Seconds);
