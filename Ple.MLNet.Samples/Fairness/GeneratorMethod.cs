using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>A generator by <see cref="PleGenerativeTrainer"/>, with the learning rate that was chosen on the tuning task.</summary>
internal sealed class GeneratorMethod(string name, MLContext mlContext, GeneratorSettings settings, LearningRateChoice choice) : IFairnessMethod
{
    public const string Baseline = "mle";

    /// <summary>The baseline with one latent mixture for all rows: what the mixtures of the classes gain is the difference.</summary>
    public const string OneMixture = "one-mixture";

    /// <summary>The control of <see cref="Corrected"/>: the same steps and the same average, but nothing taken out.</summary>
    public const string Continued = "continued";

    public const string Corrected = "corrected";

    /// <summary>The baseline by a model that is told the class.</summary>
    public const string Conditional = "conditional";

    public string Name => name;

    /// <summary>The learning rate that was chosen on a task.</summary>
    public TunedRate Rate(ImbalancedTask tuning, CancellationToken cancellation) => choice.For(tuning, cancellation);

    /// <summary>The same with another number of optimiser steps; the learning rate is still chosen by those of the preset.</summary>
    public GeneratorMethod WithSteps(int steps) => new(name, mlContext, settings with { Training = settings.Training with { Steps = steps } }, choice);

    public FittedGenerator Fit(ImbalancedTask task, ImbalancedTask tuning, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        TunedRate rate = Rate(tuning, cancellation);
        var watch = Stopwatch.StartNew();
        PleGenerativeTransformer generator = Fit(task, rate.Value, seed, cancellation, new Progress(progress));
        double seconds = watch.Elapsed.TotalSeconds;
        ClassBounds bounds = settings.Model.HasLikelihood ? ClassBounds.Of(generator, task, mlContext) : new(double.NaN, double.NaN);
        return new(generator, bounds, rate, generator.Summary.CorrectionWeight, seconds);
    }

    /// <summary>By a given learning rate.</summary>
    public PleGenerativeTransformer Fit(ImbalancedTask task, double rate, int seed, CancellationToken cancellation, IProgress<TrainingProgress>? progress = null) => mlContext.Ple
        .GenerativeTrainer(settings.Options(task.Training, rate, seed, cancellation, progress))
        .Fit(task.Training.ToDataView(mlContext));

    /// <summary>All methods by their names; each is made with its kin, so that a learning rate is chosen once for all that share it.</summary>
    /// <exception cref="UserErrorException">There is no such method.</exception>
    public static IReadOnlyList<GeneratorMethod> Of(IReadOnlyList<string> names, MLContext mlContext, FairnessModel model, FairnessPreset preset)
    {
        var direct = new GeneratorSettings(model, preset);
        var hypernetwork = direct with { Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } };
        var rate = new LearningRateChoice(mlContext, direct, direct.Training.LearningRates);
        var hypernetworkRate = new LearningRateChoice(mlContext, hypernetwork, direct.Training.HypernetworkLearningRates);
        Dictionary<string, (GeneratorSettings Settings, LearningRateChoice Rate)> known = new()
        {
            [OneMixture] = (direct with { Label = LabelUse.None }, rate),
            [Baseline] = (direct, rate),
            [Continued] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Weight = 0, Steps = direct.Training.CorrectionSteps } }, rate),
            [Corrected] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Steps = direct.Training.CorrectionSteps } }, rate),
            ["automatic"] = (direct with { Correction = new() { Steps = direct.Training.CorrectionSteps } }, rate),
            ["sampler-corrected"] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Source = CorrectionSource.Sampler, Steps = direct.Training.CorrectionSteps } }, rate),
            [Conditional] = (direct with { Label = LabelUse.Condition }, rate),
            ["means"] = (direct with { Output = OutputKind.Mean }, rate),
            ["bernoulli"] = (direct with { Likelihood = Likelihood.Bernoulli }, rate),
            ["hypernetwork"] = (hypernetwork, hypernetworkRate),
            ["ple"] = (hypernetwork with { Penalty = new() { Lambda = 0.1 } }, hypernetworkRate),
        };
        return [.. names.Select(name => known.TryGetValue(name, out var found)
            ? new GeneratorMethod(name, mlContext, found.Settings, found.Rate)
            : throw new UserErrorException($"There is no method '{name}'. Methods: {string.Join(", ", known.Keys)}."))];
    }

    private sealed class Progress(IProgress<double> share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => share.Report((double)value.Step / value.Steps);
    }
}
