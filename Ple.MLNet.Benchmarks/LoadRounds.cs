using Microsoft.ML;
using Ple.MLNet.Benchmarks.Stress;
using Ple.MLNet.Generation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks;

/// <summary>
/// Models loaded, used and disposed of again and again, with the tensors that TorchSharp counts and the resident memory; beside it modules of TorchSharp
/// alone, made and disposed of, whose parameters its count never forgets.
/// </summary>
internal static class LoadRounds
{
    private const int GeneratedRows = 64;

    public static int Run(int rounds)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(StressRow.Sample(200, seed: 3));
        string file = Path.Combine(Path.GetTempPath(), $"{Environment.ProcessId}-rounds.zip");
        try
        {
            using (PleGenerativeTransformer generator = ml.Ple.GenerativeTrainer(new() { ConditionColumnName = nameof(StressRow.Class), Steps = 20, BatchSize = 32 }).Fit(rows))
                ml.Model.Save(generator, rows.Schema, file);
            var scorer = ml.Ple.FidScorer(nameof(StressRow.Embedding)).Fit(rows);
            Report("load, make rows, score, dispose", rounds, () =>
            {
                using var generator = (PleGenerativeTransformer)ml.Model.Load(file, out _);
                _ = scorer.Score(generator.Generate(GeneratedRows));
            });
        }
        finally
        {
            File.Delete(file);
        }
        Report("TorchSharp alone: two linear layers, made and disposed of", rounds, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            using Sequential layers = nn.Sequential(nn.Linear(8, 8), nn.Linear(8, 8));
        });
        return 0;
    }

    private static void Report(string title, int rounds, Action round)
    {
        Console.WriteLine($"{title}\n{"round",8}{"tensors",10}{"a round",9}{"resident MB",13}");
        long start = Tensor.TotalCount;
        for (int i = 1; i <= rounds; i++)
        {
            round();
            if (i != 200 && i % 1000 != 0)
                continue;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            long tensors = Tensor.TotalCount - start;
            Console.WriteLine($"{i,8}{tensors,10}{(double)tensors / i,9:0.0}{Environment.WorkingSet / 1e6,13:0.0}");
        }
    }
}
