using System.Diagnostics;
using Ple.MLNet.Benchmarks.Steps;

namespace Ple.MLNet.Benchmarks;

/// <summary>Peak resident memory of the fused step, making the hypernetwork included.</summary>
internal static class PeakMemory
{
    private const int Steps = 5;

    public static int Run()
    {
        using (var step = new TrainingStep(TrainingStep.LargeModel, StepKind.FusedPenalty))
        {
            for (int i = 0; i < Steps; i++)
                step.Run();
        }
        Console.WriteLine($"Peak memory of a process of {Steps} fused steps with a synthetic set: " +
            $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.00} GB (target at most 1.7 GB)");
        return 0;
    }

    /// <summary>Starts this program again, since a peak never goes back.</summary>
    public static int RunInProcessOfItsOwn()
    {
        using Process process = Process.Start(Environment.ProcessPath!, "peak");
        process.WaitForExit();
        return process.ExitCode;
    }
}
