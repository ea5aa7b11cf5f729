using Ple.MLNet.Interop;
using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Runs optimiser steps over shuffled batches, and tells how it goes.</summary>
internal sealed class TrainingLoop(IHost host, GenerativeTrainerOptions options, FitCheckpoint? checkpoint)
{
    private const int Reports = 100, Messages = 10;

    /// <param name="training">What to step.</param>
    /// <param name="rows">Training rows [n, d].</param>
    /// <param name="order">Which of them come in which batch.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="learningRate">Of the step with the given index.</param>
    /// <param name="phase">For reports.</param>
    /// <param name="follower">Looks on after each step; null for none.</param>
    /// <returns>Loss and penalty, averaged exponentially over about a tenth of the steps; a penalty of 0 without one.</returns>
    public (double Loss, double Penalty) Run(
        ITrainingSteps training, Tensor rows, BatchOrder order, int steps, Func<int, double> learningRate, TrainingPhase phase, IStepFollower? follower = null)
    {
        using IChannel channel = host.Start(phase.ToString());
        double smoothing = 1.0 / Math.Max(1, steps / 10), meanLoss = 0, meanPenalty = 0;
        int first = 0;
        void Visit(CheckpointState state)
        {
            first = (int)state.Visit("loop.steps", (long)first);
            (meanLoss, meanPenalty) = (state.Visit("loop.loss", meanLoss), state.Visit("loop.penalty", meanPenalty));
            training.Visit(state);
            follower?.Visit(state);
        }
        if (checkpoint?.Resume(phase, Visit) == true)
        {
            order.Skip(first);
            channel.Info($"Goes on from step {first} of {steps} by the checkpoint");
        }
        for (int step = first; step < steps; step++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            host.CheckAlive();
            using var scope = NewDisposeScope();
            Tensor chosen = rows.index_select(0, tensor(order.Next(), device: rows.device));
            (double loss, double? penalty) = training.Step(chosen, learningRate(step), learningRate(step) / options.EffectiveLearningRate);
            if (!double.IsFinite(loss))
                throw host.Except($"Training diverged: the loss is {loss} at step {step + 1} of {steps}. Lower {nameof(options.LearningRate)} " +
                    $"(now {learningRate(step):g3}), or scale the data.");
            double share = Math.Max(smoothing, 1.0 / (step + 1));
            (meanLoss, meanPenalty) = (meanLoss + share * (loss - meanLoss), meanPenalty + share * ((penalty ?? 0) - meanPenalty));
            if ((step + 1) % Math.Max(1, steps / Reports) == 0 || step + 1 == steps)
                options.Progress?.Report(new(phase, step + 1, steps, loss, penalty));
            if ((step + 1) % Math.Max(1, steps / Messages) == 0 || step + 1 == steps)
                channel.Info($"Step {step + 1} of {steps}: loss {loss:0.###}" + (penalty is { } value ? $", penalty {value:g4}" : ""));
            if (follower?.After(step + 1) == true)
                break;
            first = step + 1;
            checkpoint?.KeepAt(phase, first, Visit);
        }
        return (meanLoss, meanPenalty);
    }
}
