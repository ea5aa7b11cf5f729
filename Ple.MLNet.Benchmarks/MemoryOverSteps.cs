using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Benchmarks.Steps;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks;

/// <summary>Memory and living tensors while a hypernetwork with penalty is trained the way users do it.</summary>
internal static class MemoryOverSteps
{
    private const int Steps = 2000, RowCount = 2000, RowSize = 784;

    public static int Run()
    {
        var random = new Random(1);
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, RowCount).Select(_ => new Row { Features = [.. Enumerable.Range(0, RowSize).Select(_ => random.NextSingle())] }).ToArray());
        Console.WriteLine($"{"step",6}{"resident MB",14}{"tensors",10}");
        using var generator = ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions
        {
            FeatureColumnName = nameof(Row.Features),
            Model = TrainingStep.SmallModel,
            Likelihood = Likelihood.Bernoulli,
            Method = EstimationMethod.Hypernetwork,
            Correction = new() { Kind = CorrectionKind.None },
            Steps = Steps,
            Threads = 1,
            Progress = new Reporter(),
        }).Fit(rows);
        return 0;
    }

    /// <summary>Inside the fit, at the same place of a step each time.</summary>
    private sealed class Reporter : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step is not (200 or 1000 or Steps))
                return;
            long tensors = Tensor.TotalCount;
            // What .NET keeps for garbage to come says nothing of the steps; the count was read before, as a collection would hide a leak.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Console.WriteLine($"{value.Step,6}{Environment.WorkingSet / 1e6,14:0.0}{tensors,10}");
        }
    }

    private sealed class Row
    {
        [VectorType(RowSize)]
        public float[] Features { get; set; } = [];
    }
}
