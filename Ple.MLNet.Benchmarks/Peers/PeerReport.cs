using System.Runtime.InteropServices;
using Ple.MLNet.Benchmarks.Steps;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Peers;

/// <summary>The library beside PyTorch and scipy, measured in one run.</summary>
internal static class PeerReport
{
    public static int Run(string python)
    {
        var peer = new PythonPeer(python);
        if (!peer.IsReady())
        {
            Console.Error.WriteLine($"'{python}' has not all of torch, numpy and scipy. Install them (Debian: apt install python3-torch " +
                "python3-scipy libopenblas0; elsewhere: pip install torch numpy scipy) or name another interpreter: peers PYTHON.");
            return 1;
        }
        CompareSteps(peer);
        Console.WriteLine();
        CompareDistances(peer);
        return 0;
    }

    private static void CompareSteps(PythonPeer peer)
    {
        Dictionary<StepKind, double> theirs = peer.RunScript("step.py").ToDictionary(words => Enum.Parse<StepKind>(words[0]), words => double.Parse(words[1]));
        var ours = BenchmarkRun.Of<LargeStepBenchmarks>();
        Console.WriteLine($"{"training step, milliseconds",-32}{"ours",10}{"PyTorch",10}{"theirs / ours",16}");
        Print("plain", StepKind.Plain, StepKind.Plain);
        Print("fused / autograd", StepKind.Fused, StepKind.Autograd);
        Print("the same with a synthetic set", StepKind.FusedPenalty, StepKind.AutogradPenalty);
        Print("autograd / autograd", StepKind.Autograd, StepKind.Autograd);
        Print("the same with a synthetic set", StepKind.AutogradPenalty, StepKind.AutogradPenalty);

        void Print(string name, StepKind own, StepKind other)
            => Console.WriteLine($"{name,-32}{ours.Median(own),10:0.0}{theirs[other],10:0.0}{theirs[other] / ours.Median(own),16:0.00}");
    }

    private static void CompareDistances(PythonPeer peer)
    {
        var ours = BenchmarkRun.Of<FrechetBenchmarks>();
        Console.WriteLine($"{"Frechet distance, milliseconds",-32}{"ours",10}{"scipy",10}{"theirs / ours",16}{"relative difference",22}");
        foreach (int dimensions in new[] { 64, 512 })
        {
            (Moments first, Moments second) = FrechetBenchmarks.Sides(dimensions);
            string[] theirs = RunOn(peer, dimensions, first, second);
            double milliseconds = double.Parse(theirs[0]), distance = double.Parse(theirs[1]);
            double difference = Math.Abs(FrechetDistance.Between(first, second).Distance - distance) / distance;
            Console.WriteLine($"{dimensions + " dimensions",-32}{ours.Median(dimensions),10:0.00}{milliseconds,10:0.00}{milliseconds / ours.Median(dimensions),16:0.00}{difference,22:g2}");
        }
    }

    private static string[] RunOn(PythonPeer peer, int dimensions, Moments first, Moments second)
    {
        string path = Path.GetTempFileName();
        try
        {
            using var scope = NewDisposeScope();
            Tensor all = cat([first.MeanTensor(), second.MeanTensor(), first.CovarianceTensor().view(-1), second.CovarianceTensor().view(-1)]);
            File.WriteAllBytes(path, MemoryMarshal.AsBytes<double>(all.data<double>().ToArray()));
            return peer.RunScript("fid.py", dimensions.ToString(), path)[0];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
