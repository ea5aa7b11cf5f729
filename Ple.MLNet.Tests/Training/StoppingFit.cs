using Microsoft.ML;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

/// <summary>A process of its own whose fit, with checkpoints, stops for ever at a step, until the process is killed.</summary>
internal static class StoppingFit
{
    /// <summary>Tells the program to be this process; model, method, phase, step and folder follow.</summary>
    public const string Argument = "stop-in-fit";

    /// <summary>What the process says, for the test to hear, when the fit has stopped.</summary>
    public const string Stopped = "stopped";

    public static void Run(string model, EstimationMethod method, TrainingPhase phase, int step, string folder)
    {
        var mlContext = new MLContext(seed: 1);
        mlContext.Ple.GenerativeTrainer(Options(method, Model(model), folder, new StopAt(phase, step))).Fit(SmallGenerator.Data(mlContext)).Dispose();
    }

    /// <summary>"autoencoder"; or a model whose companion has an optimizer with a state: "adversarial", which is the tests' own, and "gan".</summary>
    public static GenerativeModelOptions Model(string name) => name switch
    {
        "autoencoder" => new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2 },
        "adversarial" => new TinyGanOptions { Width = 8, Latent = 4 },
        _ => new GanOptions { Width = 4, Height = 2, Channels = [4, 4], LatentPart = 2, EmbeddingSize = 2 },
    };

    /// <summary>Of a fit with all that has a state: batch norm, early stopping, correction.</summary>
    public static GenerativeTrainerOptions Options(EstimationMethod method, GenerativeModelOptions model, string? folder = null,
        IProgress<TrainingProgress>? progress = null, HeadMoments moments = HeadMoments.Full, CancellationToken token = default) => new()
    {
        FeatureColumnName = "Features",
        Method = method,
        Model = model,
        Hypernetwork = new() { HiddenSizes = [8, 16], HeadMoments = moments },
        Correction = new() { Kind = CorrectionKind.Weight, Steps = 20 },
        Sampling = new() { MixtureComponents = 2 },
        EarlyStopping = new() { ValidationFraction = 0.2, EverySteps = 7, Patience = 3 },
        Steps = 45,
        BatchSize = 32,
        Seed = 5,
        Checkpoint = folder is null ? null : new() { Folder = folder, EverySteps = 5 },
        CancellationToken = token,
        Progress = progress,
    };

    private sealed class StopAt(TrainingPhase phase, int step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Phase != phase || value.Step < step)
                return;
            Console.WriteLine(Stopped);
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
