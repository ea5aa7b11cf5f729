using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// A generator by <see cref="PleGenerativeTrainer"/>. The learning rate is chosen for each task: the rate of the preset's list whose generator,
/// trained without correction, gives the validation rows the highest ELBO. Seconds are those of the fit with the chosen rate.
/// </summary>
internal sealed class GeneratorMethod(string name, MLContext mlContext, GeneratorSettings settings, LearningRateChoice choice) : IFairnessMethod
{
    public string Name => name;

    public FittedGenerator Fit(ImbalancedTask task, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        double rate = choice.For(task, seed, cancellation);
        var watch = Stopwatch.StartNew();
        PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(rate, seed, cancellation, new Progress(progress)))
            .Fit(task.Training.ToDataView(mlContext));
        double seconds = watch.Elapsed.TotalSeconds;
        return new(generator, generator.AverageLogLikelihoodBound(task.HeldOut.ToDataView(mlContext)), seconds);
    }

    /// <summary>The four methods of the comparison, the baseline first.</summary>
    public static IReadOnlyList<IFairnessMethod> All(MLContext mlContext, FairnessPreset preset)
    {
        var direct = new GeneratorSettings(preset) { Method = EstimationMethod.MaximumLikelihood };
        var corrected = direct with { Correction = new() { Kind = CorrectionKind.Automatic, Steps = preset.CorrectionSteps } };
        var hypernetwork = new GeneratorSettings(preset) { Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } };
        var ple = hypernetwork with { Penalty = new() { Lambda = 0.1 } };
        var directRate = new LearningRateChoice(mlContext, direct, preset.LearningRates);
        var hypernetworkRate = new LearningRateChoice(mlContext, hypernetwork, preset.HypernetworkLearningRates);
        return
        [
            new GeneratorMethod("mle", mlContext, direct, directRate),
            new GeneratorMethod("corrected", mlContext, corrected, directRate),
            new GeneratorMethod("hypernetwork", mlContext, hypernetwork, hypernetworkRate),
            new GeneratorMethod("ple", mlContext, ple, hypernetworkRate),
        ];
    }

    private sealed class Progress(IProgress<double> share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => share.Report((double)value.Step / value.Steps);
    }
}
