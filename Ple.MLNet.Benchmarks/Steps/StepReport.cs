using Ple.MLNet.Models;

namespace Ple.MLNet.Benchmarks.Steps;

/// <summary>Costs of the step kinds against each other, beside what they are meant to be.</summary>
internal static class StepReport
{
    public static int Run()
    {
        Console.WriteLine($"Fused and ordinary steps start alike: their losses differ by {LossDifference():g2} at most over 10 steps.");
        var run = BenchmarkRun.Of<LargeStepBenchmarks>();
        run.Print();
        Console.WriteLine();
        Console.WriteLine($"{"ratio in this run",-40}{"measured",10}{"target",14}");
        Print("fused / plain", run.Median(StepKind.Fused) / run.Median(StepKind.Plain), "at most 7");
        Print("fused with a synthetic set / plain", run.Median(StepKind.FusedPenalty) / run.Median(StepKind.Plain), "at most 9");
        Print("autograd / fused", run.Median(StepKind.Autograd) / run.Median(StepKind.Fused), "at least 8");
        Print("the same with a synthetic set", run.Median(StepKind.AutogradPenalty) / run.Median(StepKind.FusedPenalty), "at least 8");
        Print("fused, factored moment / plain", run.Median(StepKind.Factored) / run.Median(StepKind.Plain), "at most 5");
        Print("the same with a synthetic set / plain", run.Median(StepKind.FactoredPenalty) / run.Median(StepKind.Plain), "");
        Print("rank 16 / plain", run.Median(StepKind.LowRank) / run.Median(StepKind.Plain), "");
        Print("rank 16 with a synthetic set / plain", run.Median(StepKind.LowRankPenalty) / run.Median(StepKind.Plain), "");
        Print("rank 16, factored moment / plain", run.Median(StepKind.LowRankFactored) / run.Median(StepKind.Plain), "at most 1.5");
        Print("the same with a synthetic set / plain", run.Median(StepKind.LowRankFactoredPenalty) / run.Median(StepKind.Plain), "at most 2.5");
        return PeakMemory.RunInProcessOfItsOwn();
    }

    private static void Print(string ratio, double measured, string target) => Console.WriteLine($"{ratio,-40}{measured,10:0.00}{target,14}");

    /// <summary>Largest relative difference between the losses of the two ways to write a hypernetwork, on the small model.</summary>
    private static double LossDifference()
    {
        double largest = 0;
        VaeOptions shape = TrainingStep.SmallModel;
        foreach ((StepKind fusedKind, StepKind ordinaryKind) in
            new[] { (StepKind.Fused, StepKind.Autograd), (StepKind.FusedPenalty, StepKind.AutogradPenalty) })
        {
            using TrainingStep fused = new(shape, fusedKind), ordinary = new(shape, ordinaryKind);
            for (int step = 0; step < 10; step++)
            {
                double expected = ordinary.Run();
                largest = Math.Max(largest, Math.Abs(fused.Run() - expected) / Math.Abs(expected));
            }
        }
        return largest;
    }
}
