using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Models;
using Ple.MLNet.Tests.Packaging;
using Ple.MLNet.Tests.Samples;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

/// <summary>A fit that was stopped anywhere goes on, and ends with the bits of an unbroken one.</summary>
[TestClass]
public class CheckpointTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [ClassInitialize]
    public static void Register(TestContext _) => ContractModels.Register();

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood, TrainingPhase.Training, 27, HeadMoments.Full)]
    [DataRow(EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnRealRows, 9, HeadMoments.Full)]
    [DataRow(EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnSyntheticRows, 4, HeadMoments.Full)]
    [DataRow(EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnSyntheticRows, 17, HeadMoments.Full)]
    [DataRow(EstimationMethod.Hypernetwork, TrainingPhase.Training, 33, HeadMoments.Full)]
    [DataRow(EstimationMethod.Hypernetwork, TrainingPhase.CorrectionOnSyntheticRows, 13, HeadMoments.Full)]
    [DataRow(EstimationMethod.Hypernetwork, TrainingPhase.Training, 33, HeadMoments.Factored)]
    public void AStoppedFitEndsAsAnUnbrokenOne(EstimationMethod method, TrainingPhase phase, int step, HeadMoments moments)
    {
        foreach (GenerativeModelOptions model in (GenerativeModelOptions[])[new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2 }, new FlowOptions { HiddenSizes = [8], Couplings = 2 }, StoppingFit.Model("adversarial"), StoppingFit.Model("gan"), .. Fused(method)])
        {
            using var folder = new TestFolder();
            byte[] unbroken = Save(Fit(StoppingFit.Options(method, model, moments: moments)));
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Fit(StoppingFit.Options(method, model, folder.Path, new StopAt(stop, phase, step), moments, stop.Token)));
            Assert.IsTrue(File.Exists(CheckpointFile(folder)));
            byte[] resumed = Save(Fit(StoppingFit.Options(method, model, folder.Path, moments: moments)));
            CollectionAssert.AreEqual(unbroken, resumed, $"{model} after step {step} of {phase}");
            Assert.IsEmpty(Directory.GetFiles(folder.Path), "The checkpoint of a fit that ended well stays.");
        }
    }

    /// <summary>The same by another process, which gets no time to end well.</summary>
    [TestMethod]
    [TestCategory("Long")]
    [DataRow("autoencoder", EstimationMethod.MaximumLikelihood, TrainingPhase.Training, 23)]
    [DataRow("autoencoder", EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnRealRows, 12)]
    [DataRow("autoencoder", EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnSyntheticRows, 17)]
    [DataRow("autoencoder", EstimationMethod.Hypernetwork, TrainingPhase.Training, 23)]
    [DataRow("autoencoder", EstimationMethod.Hypernetwork, TrainingPhase.CorrectionOnSyntheticRows, 8)]
    [DataRow("adversarial", EstimationMethod.MaximumLikelihood, TrainingPhase.Training, 23)]
    [DataRow("adversarial", EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnSyntheticRows, 12)]
    [DataRow("gan", EstimationMethod.MaximumLikelihood, TrainingPhase.Training, 23)]
    [DataRow("gan", EstimationMethod.MaximumLikelihood, TrainingPhase.CorrectionOnSyntheticRows, 12)]
    [DataRow("gan", EstimationMethod.Hypernetwork, TrainingPhase.Training, 23)]
    public async Task AKilledFitEndsAsAnUnbrokenOne(string model, EstimationMethod method, TrainingPhase phase, int step)
    {
        using var folder = new TestFolder();
        byte[] unbroken = Save(Fit(StoppingFit.Options(method, StoppingFit.Model(model))));
        using Process process = Dotnet.Start(folder.Path, typeof(StoppingFit).Assembly.Location, StoppingFit.Argument, model, $"{method}", $"{phase}", $"{step}", folder.Path);
        string? said = await process.StandardOutput.ReadLineAsync();
        process.Kill(); // SIGKILL: nothing of the process runs any more
        await process.WaitForExitAsync();
        Assert.AreEqual(StoppingFit.Stopped, said, await process.StandardError.ReadToEndAsync());
        Assert.IsTrue(File.Exists(CheckpointFile(folder)));
        var phases = new HashSet<TrainingPhase>();
        byte[] resumed = Save(Fit(StoppingFit.Options(method, StoppingFit.Model(model), folder.Path, new Phases(phases))));
        CollectionAssert.AreEqual(unbroken, resumed);
        Assert.AreEqual(phase == TrainingPhase.Training, phases.Contains(TrainingPhase.Training), "What was finished was done again.");
    }

    [TestMethod]
    public void AnotherFitsCheckpointIsRefusedByName()
    {
        using var folder = new TestFolder();
        Stop(folder, out VaeOptions model);
        string message = Assert.Throws<InvalidOperationException>(() => Fit(StoppingFit.Options(EstimationMethod.MaximumLikelihood, new VaeOptions { HiddenSizes = [8], LatentSize = 2 }, folder.Path))).Message;
        StringAssert.Contains(message, CheckpointFile(folder));
        StringAssert.Contains(message, "differs in options.");
        message = Assert.Throws<InvalidOperationException>(() => Fit(StoppingFit.Options(EstimationMethod.MaximumLikelihood, model, folder.Path), rows: 200)).Message;
        StringAssert.Contains(message, "differs in training rows.");
        Assert.IsTrue(File.Exists(CheckpointFile(folder)), "It was lost.");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void ADamagedCheckpointIsRefusedByName(int seed)
    {
        using var folder = new TestFolder();
        Stop(folder, out VaeOptions model);
        byte[] good = File.ReadAllBytes(CheckpointFile(folder));
        var random = new Random(seed);
        byte[] turned = [.. good];
        turned[random.Next(good.Length)] ^= 16;
        foreach (byte[] bad in new[] { turned, good[..random.Next(good.Length)] })
        {
            File.WriteAllBytes(CheckpointFile(folder), bad);
            FormatException error = Assert.Throws<FormatException>(() => Fit(StoppingFit.Options(EstimationMethod.MaximumLikelihood, model, folder.Path)));
            StringAssert.Contains(error.Message, $"The checkpoint '{CheckpointFile(folder)}' is damaged. Delete it");
        }
    }

    [TestMethod]
    public void OptionsAreChecked()
    {
        foreach ((CheckpointOptions checkpoint, string name) in ((CheckpointOptions, string)[])[(new() { Folder = " " }, "Folder"), (new() { Folder = "a", EverySteps = 0 }, "EverySteps")])
            Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { Checkpoint = checkpoint })).ParamName);
    }

    /// <summary>Whose steps are computed without autograd.</summary>
    private static GenerativeModelOptions[] Fused(EstimationMethod method)
        => method == EstimationMethod.MaximumLikelihood ? [new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2, BatchNorm = false }] : [];

    private static void Stop(TestFolder folder, out VaeOptions model)
    {
        model = new() { HiddenSizes = [8, 8], LatentSize = 2 };
        GenerativeModelOptions chosen = model;
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Fit(StoppingFit.Options(EstimationMethod.MaximumLikelihood, chosen, folder.Path, new StopAt(stop, TrainingPhase.Training, 20), token: stop.Token)));
    }

    private static string CheckpointFile(TestFolder folder) => Path.Combine(Path.GetFullPath(folder.Path), "fit.checkpoint");

    private static PleGenerativeTransformer Fit(GenerativeTrainerOptions options, int rows = 300)
        => new MLContext(seed: 1).Ple.GenerativeTrainer(options).Fit(SmallGenerator.Data(_mlContext, rows));

    private static byte[] Save(PleGenerativeTransformer generator)
    {
        using (generator)
            return SavedModel.Contents(SavedModel.Save(_mlContext, generator, SmallGenerator.Data(_mlContext, 2).Schema));
    }

    private sealed class Phases(HashSet<TrainingPhase> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value.Phase);
    }

    private sealed class StopAt(CancellationTokenSource stop, TrainingPhase phase, int step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Phase == phase && value.Step >= step)
                stop.Cancel();
        }
    }
}
