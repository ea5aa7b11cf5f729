using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A model of images of two classes, one of them rare.</summary>
/// <param name="mlContext">Makes the estimators.</param>
/// <param name="model">The generative model.</param>
/// <param name="preset">Sizes.</param>
/// <param name="images">All there are.</param>
/// <param name="oracles">Look at the images of each generation; owned.</param>
/// <param name="pair">The classes.</param>
/// <param name="ratio">Majority rows for each of the minority class.</param>
internal sealed class ImageSubject(MLContext mlContext, FairnessModel model, FairnessPreset preset, ImageFolder images, OracleCommittee oracles, FairnessPair pair, double ratio) : IConsumptionSubject
{
    private const string Baseline = "mle", RealSteps = "real-steps", AtOnce = "at-once", FineTuned = "fine-tuned", Reestimated = "-reestimated";
    private const double FineTuningShare = 0.1; // of training's learning rate, as the correction's
    private const int SheetColumns = 16, SheetImages = 3 * SheetColumns;

    private readonly Dictionary<string, GeneratorSettings> _settings = Settings(new(model, preset) { Label = LabelUse.None });
    private readonly LearningRateChoice _rate = new(mlContext, new(model, preset) { Label = LabelUse.None }, model.Training(preset).LearningRates);
    private readonly LearningRateChoice _hypernetworkRate = new(mlContext,
        new(model, preset) { Label = LabelUse.None, Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } }, model.Training(preset).HypernetworkLearningRates);
    private readonly Dictionary<(string Kind, string Method), List<SheetBlock>> _sheets = [];
    private readonly HashSet<string> _warnings = [];
    private ImbalancedTask? _tuning;

    public string Model => model.Name;

    public IReadOnlyList<string> Methods => [.. _settings.Keys, RealSteps, AtOnce];

    public IReadOnlyList<string> Compared => model.Name == FairnessModel.Gan ? [Baseline, "corrected", "ple"]
        : model.Name != "vae" ? [Baseline, "continued", "corrected"]
        : preset == FairnessPreset.Smoke ? [Baseline, "corrected", "ple" + Reestimated]
        : [Baseline, "continued", "corrected", "ple" + Reestimated];

    public IReadOnlyCollection<string> Warnings => _warnings;

    public IEnumerable<string> Pictures(IReadOnlyList<string> methods, IReadOnlyList<ConsumptionKind> kinds) => kinds.SelectMany(_ => methods, (kind, method) => SheetName(kind.Name, method));

    public ConsumptionTask Task(int seed, string folder, CancellationToken cancellation)
    {
        ImbalancedTask task = Select(seed);
        IDataView training = task.Training.ToDataView(mlContext);
        var scoring = new GenerationScoring(mlContext, oracles.Members, task, preset.ScoredRowsPerClass);
        bool isFirst = _sheets.Count == 0;
        return new()
        {
            Training = training,
            FreshRows = (generation, count) => Select(seed + 500 + generation).Training.Select([.. Enumerable.Range(0, (int)count)]).ToDataView(mlContext),
            ScoredRows = preset.GeneratedRows,
            Metrics = [.. scoring.Metrics, .. model.HasLikelihood ? [GenerationMetric.LogLikelihood(task.Validation.ToDataView(mlContext)).As(ConsumptionScores.LogLikelihood)] : Array.Empty<GenerationMetric>()],
            Estimator = (method, generation, before) => Estimator(task, training, method, generation, before, seed, cancellation),
            Draw = isFirst ? (kind, method, scores) => Draw(Path.Combine(folder, SheetName(kind, method)), kind, method, scores, scoring.LastImages(SheetImages), task) : null,
        };
    }

    public void Dispose() => oracles.Dispose();

    private IEstimator<ITransformer> Estimator(ImbalancedTask task, IDataView training, string method, int generation, ITransformer? before, int seed, CancellationToken cancellation)
    {
        _tuning ??= Select(ImbalancedTask.TuningSeed);
        var known = before as PleGenerativeTransformer;
        if (known is not null && method.EndsWith(Reestimated, StringComparison.Ordinal))
            return known.Reestimator();
        GeneratorSettings settings = _settings.GetValueOrDefault(method, _settings[Baseline]);
        TunedRate tuned = (settings.Method == EstimationMethod.Hypernetwork ? _hypernetworkRate : _rate).For(_tuning, cancellation);
        if (tuned.IsEdge)
            _warnings.Add(FormattableString.Invariant($"the best learning rate of {settings.Method} is {tuned.Value:g3}, an edge of the {tuned.Tried.Count} tried from {tuned.Tried[0]:g3} to {tuned.Tried[^1]:g3}: a better one may lie beyond"));
        double rate = tuned.Value;
        bool isFineTuned = known is not null && method.StartsWith(FineTuned, StringComparison.Ordinal);
        if (method == AtOnce)
            settings = settings with { Training = settings.Training with { Steps = (generation + 1) * settings.Training.Steps } };
        if (isFineTuned)
            (settings, rate) = (settings with { Training = settings.Training with { Steps = settings.Training.CorrectionSteps } }, FineTuningShare * rate);
        GenerativeTrainerOptions options = settings.Options(task.Training, rate, seed + 10_000 * generation, cancellation, startFrom: isFineTuned || method == RealSteps ? known : null);
        PleGenerativeTrainer trainer = mlContext.Ple.GenerativeTrainer(options);
        return method is RealSteps or AtOnce && generation > 0 ? new RealRowsEstimator(trainer, training) : trainer;
    }

    private ImbalancedTask Select(int seed) => ImbalancedTask.Select(images, pair.Majority, pair.Minority, ratio, preset.MajorityRows, seed, pair.AmongAll);

    /// <summary>Every generation in a block of one sheet.</summary>
    private void Draw(string path, string kind, string method, GenerationScores scores, IReadOnlyList<float[]> generated, ImbalancedTask task)
    {
        if (!_sheets.TryGetValue((kind, method), out List<SheetBlock>? blocks))
            _sheets[(kind, method)] = blocks = [];
        double Fid(string name) => scores.Metrics[name] ?? double.NaN;
        blocks.Add(new(FormattableString.Invariant($"generation {scores.Generation}: FID {Fid(ConsumptionScores.Fid):0.0}, of the majority {Fid(ConsumptionScores.FidMajority):0.0}, of the minority ") +
            FormattableString.Invariant($"{Fid(ConsumptionScores.FidMinority):0.0}"), generated));
        CaptionedSheet.Write(path, [$"{model.Name} on its own images: {kind}, {method}"], blocks, task.Training.Width, task.Training.Height, SheetColumns);
    }

    private static string SheetName(string kind, string method) => $"{kind}-{method}.png";

    private static Dictionary<string, GeneratorSettings> Settings(GeneratorSettings direct)
    {
        GeneratorSettings means = direct with { Latent = LatentKind.StandardNormal, Output = OutputKind.Mean, Likelihood = Likelihood.Bernoulli };
        GeneratorSettings hypernetwork = direct with { Method = EstimationMethod.Hypernetwork, Penalty = new() { Lambda = 0 } };
        GeneratorSettings Corrected(GeneratorSettings settings, double weight, CorrectionSource source = CorrectionSource.Automatic)
            => settings with { Correction = new() { Kind = CorrectionKind.Weight, Weight = weight, Source = source, Steps = direct.Training.CorrectionSteps } };
        return new()
        {
            [Baseline] = direct,
            ["continued"] = Corrected(direct, 0),
            ["corrected"] = Corrected(direct, 1),
            ["corrected-2"] = Corrected(direct, 2),
            ["sampler-corrected"] = Corrected(direct, 1, CorrectionSource.Sampler),
            ["means"] = means,
            ["means-corrected"] = Corrected(means, 1),
            ["means-corrected-2"] = Corrected(means, 2),
            ["conditional"] = direct with { Label = LabelUse.Condition },
            ["conditional-corrected"] = Corrected(direct with { Label = LabelUse.Condition }, 1),
            [FineTuned] = direct,
            [FineTuned + "-continued"] = Corrected(direct, 0),
            [FineTuned + "-corrected"] = Corrected(direct, 1),
            ["hypernetwork"] = hypernetwork,
            ["ple"] = hypernetwork with { Penalty = new() { Lambda = 0.1 } },
            ["hypernetwork" + Reestimated] = hypernetwork with { KeepHypernetwork = true },
            ["ple" + Reestimated] = hypernetwork with { KeepHypernetwork = true, Penalty = new() { Lambda = 0.1 } },
            ["ple-10" + Reestimated] = hypernetwork with { KeepHypernetwork = true, Penalty = new() { Lambda = 10 } },
        };
    }
}
