using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Tests.Samples;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.SelfConsumption;

/// <summary>Loops that are stopped and run again.</summary>
[TestClass]
public class StoppedLoopTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void AStoppedLoopGoesOnAndEndsAsAnUnbrokenOne()
    {
        using var folder = new TestFolder();
        SelfConsumingLoopOptions Options(GenerationData data, string? kept, CancellationToken token = default, IProgress<GenerationScores>? progress = null) => new()
        {
            Generations = 3, Seed = 3, Folder = kept, CancellationToken = token, Progress = progress, Data = data,
            Metrics = [new("mean", rows => rows.GetColumn<float>("Value").Average())],
        };
        IEstimator<PleGenerativeTransformer> trainer = _mlContext.Ple.GenerativeTrainer(new()
        {
            Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false }, Steps = 20, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
        });
        foreach ((GenerationData data, string name) in new[] { (GenerationData.Replace, "replace"), (GenerationData.AccumulateSubsample, "subsample") })
        {
            using var unbroken = _mlContext.Ple.SelfConsumingLoop(trainer, Options(data, null)).Fit(Values(Real(100)));
            using var stop = new CancellationTokenSource();
            Assert.ThrowsExactly<OperationCanceledException>(() => _mlContext.Ple.SelfConsumingLoop(trainer,
                Options(data, folder[name], stop.Token, new Said(scores => { if (scores.Generation == 1) stop.Cancel(); }))).Fit(Values(Real(100))));
            var again = new List<int>();
            using var resumed = _mlContext.Ple.SelfConsumingLoop(trainer, Options(data, folder[name], progress: new Said(s => again.Add(s.Generation)))).Fit(Values(Real(100)));
            CollectionAssert.AreEqual(new[] { 2, 3 }, again);
            CollectionAssert.AreEqual(unbroken.History.Generations.Select(g => g.Metrics["mean"]).ToArray(), resumed.History.Generations.Select(g => g.Metrics["mean"]).ToArray());
            CollectionAssert.AreEqual(unbroken.Last.Generate(20).GetColumn<float>("Value").ToArray(), resumed.Last.Generate(20).GetColumn<float>("Value").ToArray());
            StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.SelfConsumingLoop(trainer, Options(data, folder[name])).Fit(Values(Real(101)))).Message, "of another loop");
        }
        File.WriteAllText(folder["replace/generations.json"], "{");
        StringAssert.Contains(Assert.Throws<InvalidDataException>(() => _mlContext.Ple.SelfConsumingLoop(trainer, Options(GenerationData.Replace, folder["replace"])).Fit(Values(Real(100)))).Message, "damaged");
    }

    /// <summary>Stopped within the fit of generation 2: generation 1 is the last that is kept.</summary>
    [TestMethod]
    public void ALoopThatIsStoppedWithinAGenerationEndsAsAnUnbrokenOne()
    {
        using var folder = new TestFolder();
        int fits = 0;
        using var stop = new CancellationTokenSource();
        SelfConsumingLoopTransformer<PleGenerativeTransformer> Run(string? kept, bool isStopped) => _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.GenerativeTrainer(new()
        {
            Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false }, Steps = 20, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
            Progress = new Stepped(step => { if (isStopped && step == 10 && ++fits == 3) stop.Cancel(); }), CancellationToken = isStopped ? stop.Token : default,
        }), new SelfConsumingLoopOptions { Generations = 3, Seed = 3, Folder = kept, Metrics = [new("mean", rows => rows.GetColumn<float>("Value").Average())] }).Fit(Values(Real(100)));
        using var unbroken = Run(null, isStopped: false);
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(folder["kept"], isStopped: true));
        CollectionAssert.AreEquivalent(new[] { "generation-0.zip", "generation-1.zip", "generations.json" }, Directory.GetFiles(folder["kept"]).Select(Path.GetFileName).ToArray());
        using var resumed = Run(folder["kept"], isStopped: false);
        CollectionAssert.AreEqual(unbroken.History.Generations.Select(g => g.Metrics["mean"]).ToArray(), resumed.History.Generations.Select(g => g.Metrics["mean"]).ToArray());
    }

    private static float[] Real(int rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, rows).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))];
    }

    private static IDataView Values(float[] values) => _mlContext.Data.LoadFromEnumerable(values.Select(v => new One { Value = v }).ToArray());

    private sealed class One
    {
        public float Value { get; set; }
    }

    private sealed class Stepped(Action<int> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value.Step);
    }

    private sealed class Said(Action<GenerationScores> hear) : IProgress<GenerationScores>
    {
        public void Report(GenerationScores value) => hear(value);
    }
}
