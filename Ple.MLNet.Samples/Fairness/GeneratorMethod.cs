using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// A generator by <see cref="PleGenerativeTrainer"/>. The learning rate is chosen for each task: the rate whose generator, trained without
/// correction, gives the validation rows the highest ELBO.
/// </summary>
internal sealed class GeneratorMethod(string name, MLContext mlContext, GeneratorSettings settings, LearningRateChoice choice) : IFairnessMethod
{
    public const string Baseline = "mle";

    /// <summary>The control of <see cref="Corrected"/>: the same steps and the same average, but nothing taken out.</summary>
    public const string Continued = "continued";

    public const string Corrected = "corrected";

    public string Name => name;

    public FittedGenerator Fit(ImbalancedTask task, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        TunedRate rate = choice.For(task, seed, cancellation);
        var watch = Stopwatch.StartNew();
        PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(rate.Value, seed, cancellation, new Progress(progress)))
            .Fit(task.Training.ToDataView(mlContext));
        double seconds = watch.Elapsed.TotalSeconds;
        return new(generator, ClassBounds.Of(generator, task, mlContext), rate, generator.Summary.CorrectionWeight, seconds);
    }

    /// <summary>The methods of the comparison, the baseline first.</summary>
    public static IReadOnlyList<IFairnessMethod> All(MLContext mlContext, FairnessPreset preset)
    {
        var direct = new GeneratorSettings(preset) { Method = EstimationMethod.MaximumLikelihood };
        var continued = direct with { Correction = new() { Kind = CorrectionKind.Weight, Weight = 0, Steps = preset.CorrectionSteps } };
        var corrected = direct with { Correction = new() { Kind = CorrectionKind.Weight, Steps = preset.CorrectionSteps } };
        var hypernetwork = new GeneratorSettings(preset) { Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } };
        var ple = hypernetwork with { Penalty = new() { Lambda = 0.1 } };
        var directRate = new LearningRateChoice(mlContext, direct, preset.LearningRates);
        var hypernetworkRate = new LearningRateChoice(mlContext, hypernetwork, preset.HypernetworkLearningRates);
        return
        [
            new GeneratorMethod(Baseline, mlContext, direct, directRate),
            new GeneratorMethod(Continued, mlContext, continued, directRate),
            new GeneratorMethod(Corrected, mlContext, corrected, directRate),
            new GeneratorMethod("hypernetwork", mlContext, hypernetwork, hypernetworkRate),
            new GeneratorMethod("ple", mlContext, ple, hypernetworkRate),
        ];
    }

    private sealed class Progress(IProgress<double> share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => share.Report((double)value.Step / value.Steps);
    }
}
