using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Benchmarks.Peers;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Training of the default model of a table: steps beside PyTorch, and a whole fit beside the same by autograd.</summary>
internal static class TableTraining
{
    private const int Scores = 20, Condition = 2, Batch = 128, Batches = 8, Steps = 50, WarmUp = 6;
    private static readonly int[] _widths = [2, 3, 4, 5, 6, 8, 12]; // as in table_step.py

    public static IEnumerable<UserWork> Works(PythonPeer peer, bool quick)
    {
        using Generator random = Reproducible.Generator(1), noise = Reproducible.Generator(2);
        using GenerativeModel model = GenerativeTrainerOptions.DefaultOfTables.Create(RowLayout.Table([.. Enumerable.Repeat(-1, Scores)], _widths, Condition), seed: 3);
        using var weights = new FlatParameters(model);
        using var training = new MaximumLikelihoodSteps(model, weights, noise);
        using Tensor rows = Rows(random);
        for (int turn = 0; turn < WarmUp; turn++)
            StepMilliseconds();
        using (WaitingPeer waiting = peer.Wait("table_step.py"))
        {
            foreach (string way in new[] { "adam", "foreach", "flat" })
                yield return new($"training step of a table, {weights.Count} weights", StepMilliseconds, $"PyTorch, {way}", () => waiting.Ask($"{way} {Steps}"), Batch);
        }

        AutogradOptions.Register();
        var ml = new MLContext(seed: 1);
        IDataView table = UserRows.MixedTable(ml, 2000);
        int steps = quick ? 300 : 1000;
        yield return new($"fit of a mixed table, {steps} steps", () => Fit(null), "the same by autograd", () => Fit(new AutogradOptions()), steps);

        double? StepMilliseconds()
        {
            double least = double.PositiveInfinity; // the step that nothing else broke into: they are short beside the turns that the system gives
            for (int step = 0; step < Steps; step++)
            {
                long started = Stopwatch.GetTimestamp();
                using (NewDisposeScope())
                    training.Step(rows.narrow(0, step % Batches * Batch, Batch), 1e-3);
                least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            return least;
        }

        double? Fit(GenerativeModelOptions? options)
        {
            ml.Ple.GenerativeTrainer(new GenerativeTrainerOptions { ConditionColumnName = "Class", Model = options, Steps = steps, Correction = new() { Kind = CorrectionKind.None }, Seed = 1 })
                .Fit(table).Dispose();
            return null;
        }
    }

    private static Tensor Rows(Generator random)
    {
        using var scope = NewDisposeScope();
        IEnumerable<Tensor> parts = [randn(Batches * Batch, Scores, generator: random),
            .. _widths.Append(Condition).Select(width => nn.functional.one_hot(randint(width, [Batches * Batch], dtype: int64, generator: random), width).to(float32))];
        return cat([.. parts], 1).MoveToOuterDisposeScope();
    }
}
