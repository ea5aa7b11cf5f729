using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Runs optimiser steps over shuffled batches, and tells how it goes.</summary>
internal sealed class TrainingLoop(IHost host, GenerativeTrainerOptions options)
{
    private const int Reports = 100, Messages = 10;

    /// <param name="estimation">What to step.</param>
    /// <param name="rows">Training rows [n, d]; every row is used once before any is used again.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="learningRate">Of the step with the given index.</param>
    /// <param name="seed">Of the order of rows.</param>
    /// <param name="phase">For reports.</param>
    /// <param name="afterStep">Called with the number of steps done.</param>
    /// <returns>Loss and penalty, averaged over the last tenth of the steps.</returns>
    public (double Loss, double Penalty) Run(
        IEstimation estimation, Tensor rows, int steps, Func<int, double> learningRate, int seed, TrainingPhase phase, Action<int>? afterStep = null)
    {
        using IChannel channel = host.Start(phase.ToString());
        var random = new Random(seed);
        long[] order = [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => (long)i)];
        int next = order.Length, batch = options.BatchSize, tail = Math.Max(1, steps / 10);
        double lossSum = 0, penaltySum = 0;
        for (int step = 0; step < steps; step++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            host.CheckAlive();
            if (next + batch > order.Length)
            {
                random.Shuffle(order);
                next = 0;
            }
            using var scope = NewDisposeScope();
            Tensor chosen = rows.index_select(0, tensor(order[next..(next + batch)], device: rows.device));
            next += batch;
            (double loss, double penalty) = estimation.Step(chosen, learningRate(step));
            if (!double.IsFinite(loss))
                throw host.Except($"Training diverged: the loss is {loss} at step {step + 1} of {steps}. Lower {nameof(options.LearningRate)} " +
                    $"(now {learningRate(step):g3}), or scale the data.");
            afterStep?.Invoke(step + 1);
            if (step >= steps - tail)
                (lossSum, penaltySum) = (lossSum + loss / tail, penaltySum + penalty / tail);
            if ((step + 1) % Math.Max(1, steps / Reports) == 0 || step + 1 == steps)
                options.Progress?.Report(new(phase, step + 1, steps, loss, penalty));
            if ((step + 1) % Math.Max(1, steps / Messages) == 0 || step + 1 == steps)
                channel.Info($"Step {step + 1} of {steps}: loss {loss:0.###}, penalty {penalty:g4}");
        }
        return (lossSum, penaltySum);
    }
}
