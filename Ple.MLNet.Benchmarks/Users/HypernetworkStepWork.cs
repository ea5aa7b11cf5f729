using System.Diagnostics;
using Ple.MLNet.Benchmarks.Steps;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>One training step of a hypernetwork beside one of the model that it predicts the weights of, 1.16 million.</summary>
internal static class HypernetworkStepWork
{
    private const string Peer = "plain step";

    /// <param name="quick">Full heads without a penalty alone.</param>
    public static IEnumerable<UserWork> Works(bool quick)
    {
        using var plain = new TrainingStep(TrainingStep.LargeModel, StepKind.Plain);
        int steps = quick ? 1 : 4;
        foreach ((string name, StepKind kind) in new[]
        {
            ("full heads", StepKind.Fused), ("full heads, factored moment", StepKind.Factored), ("heads of rank 16", StepKind.LowRank), ("heads of rank 16, factored moment", StepKind.LowRankFactored),
        })
        {
            if (quick && kind is (StepKind.LowRank or StepKind.LowRankFactored))
                continue;
            using var step = new TrainingStep(TrainingStep.LargeModel, kind);
            yield return new(name, () => OneOf(steps, step), Peer, () => OneOf(4 * steps, plain), 1) { MostTurns = quick ? 3 : 15 };
            if (quick)
                continue;
            using var penalized = new TrainingStep(step);
            yield return new($"{name}, penalty", () => OneOf(steps, penalized), Peer, () => OneOf(4 * steps, plain), 1) { MostTurns = quick ? 3 : 15 };
        }
    }

    private static double? OneOf(int steps, TrainingStep step)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            step.Run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / steps;
    }
}
