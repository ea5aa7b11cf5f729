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

    public FittedGenerator Fit(ImbalancedTask task, ImbalancedTask tuning, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        TunedRate rate = choice.For(tuning, cancellation);
        var watch = Stopwatch.StartNew();
        PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(task.Training, rate.Value, seed, cancellation, new Progress(progress)))
            .Fit(task.Training.ToDataView(mlContext));
        double seconds = watch.Elapsed.TotalSeconds;
        ClassBounds bounds = settings.Model.HasLikelihood ? ClassBounds.Of(generator, task, mlContext) : new(double.NaN, double.NaN);
        return new(generator, bounds, rate, generator.Summary.CorrectionWeight, seconds);
    }

    /// <summary>All methods by their names; each is made with its kin, so that a learning rate is chosen once for all that share it.</summary>
    /// <exception cref="UserErrorException">There is no such method.</exception>
    public static IReadOnlyList<IFairnessMethod> Of(IReadOnlyList<string> names, MLContext mlContext, FairnessModel model, FairnessPreset preset)
    {
        var direct = new GeneratorSettings(model, preset);
        var hypernetwork = direct with { Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } };
        var rate = new LearningRateChoice(mlContext, direct, model.LearningRates(preset));
        var hypernetworkRate = new LearningRateChoice(mlContext, hypernetwork, preset.HypernetworkLearningRates);
        Dictionary<string, (GeneratorSettings Settings, LearningRateChoice Rate)> known = new()
        {
            [OneMixture] = (direct with { Label = LabelUse.None }, rate),
            [Baseline] = (direct, rate),
            [Continued] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Weight = 0, Steps = preset.CorrectionSteps } }, rate),
            [Corrected] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Steps = preset.CorrectionSteps } }, rate),
            ["automatic"] = (direct with { Correction = new() { Steps = preset.CorrectionSteps } }, rate),
            ["sampler-corrected"] = (direct with { Correction = new() { Kind = CorrectionKind.Weight, Source = CorrectionSource.Sampler, Steps = preset.CorrectionSteps } }, rate),
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
