using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// Takes the estimator's bias out of fitted weights θ. The estimator U_D(θ) is "K steps of Adam on data D from θ, the last half averaged";
/// its bias is what it does to θ on the model's own rows Y beyond what it does on the training rows X: b = U_Y(θ) - U_X(θ), and
/// θ_c = U_X(θ) - w b. See <see cref="CorrectionOptions"/>.
/// </summary>
internal sealed class BootstrapCorrection(
    IHost host, GenerativeTrainerOptions options, FitCheckpoint? checkpoint, GenerativeModel model, FlatParameters weights, Tensor realRows, int[] classes, Func<BatchOrder> newOrder, int seed)
{
    private const int ChunkRows = 1024, MostRows = 10_000, LikelihoodDraws = 10_000;
    private static readonly double[] _candidates = [0, 0.5, 1];

    private readonly CorrectionOptions _options = options.Correction;

    /// <param name="completion">Of the training rows.</param>
    /// <param name="byPriorMeans">Whether Y are means at latent numbers of the prior, in place of rows as the model makes them.</param>
    /// <returns>w, and <see cref="TrainingSummary.CorrectionLikelihoodChange"/>; the model is left with the corrected weights and ready to
    /// generate.</returns>
    public (double Weight, double? LikelihoodChange) Run(ModelCompletion completion, bool byPriorMeans)
    {
        using var scope = NewDisposeScope();
        Tensor start = weights.Values.detach().clone();
        Tensor syntheticRows = Synthesize(completion, start, byPriorMeans);
        using CheckpointState fitted = CheckpointState.ToKeep();
        ModelState.Visit(fitted, model);
        Tensor onReal = Continue(start, realRows, TrainingPhase.CorrectionOnRealRows);
        ModelState.Visit(fitted.Back(), model); // a companion, too, starts twice from where it was
        Tensor bias = Continue(start, syntheticRows, TrainingPhase.CorrectionOnSyntheticRows) - onReal;
        double chosen = _options.Kind == CorrectionKind.Weight ? _options.Weight : Choose(onReal, bias, completion);
        (double weight, double? change) = Affordable(chosen, onReal, bias, completion);
        completion.CompleteWith(onReal - bias.Times(weight));
        return (weight, change);
    }

    /// <summary>Y: a row of the class of each training row that the steps will ask for; the others stay empty.</summary>
    private Tensor Synthesize(ModelCompletion completion, Tensor start, bool byPriorMeans)
    {
        BatchOrder order = newOrder();
        long[] used = [.. Enumerable.Range(0, _options.Steps).SelectMany(_ => order.Next()).Distinct().Order()];
        Tensor indices = tensor(used, device: realRows.device);
        if (byPriorMeans)
            completion.MeasureStatisticsWith(start);
        else
            completion.CompleteWith(start);
        ModelCompletion ofUsed = completion.OfRows(used);
        return zeros_like(realRows).index_copy_(0, indices, byPriorMeans ? ofUsed.GeneratePriorMeans() : ofUsed.Generate());
    }

    /// <summary>The weight, or where it costs too much likelihood half of it, or none.</summary>
    private (double Weight, double? LikelihoodChange) Affordable(double weight, Tensor onReal, Tensor bias, ModelCompletion completion)
    {
        if (model is not ILikelihoodModel likelihood)
            return (weight, null);
        double before = Bound(0);
        foreach (double tried in new[] { weight, weight / 2 })
        {
            double change = Tell(tried, before, Bound(tried));
            if (!(-change > _options.LargestLikelihoodLoss * model.Layout.ValueCount))
                return (tried, change);
        }
        return (0, 0);

        double Bound(double tried)
        {
            completion.MeasureStatisticsWith(onReal - bias.Times(tried));
            return LikelihoodBound(likelihood);
        }
    }

    /// <summary>U_D(θ): K steps on rows from the given start, the iterates of the last half averaged. Both data sets get the same batches
    /// and the same noise, so that only the data make the difference.</summary>
    private Tensor Continue(Tensor start, Tensor rows, TrainingPhase phase)
    {
        Tensor mean = zeros_like(start);
        if (checkpoint?.Restore(phase, Visit) == true)
            return mean;
        using Generator noise = Reproducible.Generator(seed, rows.device);
        model.train();
        weights.Load(start);
        var average = new WeightAverage(weights, _options.Steps);
        double rate = _options.LearningRate ?? options.EffectiveLearningRate / 10;
        using var training = new MaximumLikelihoodSteps(model, weights, noise, options.EffectiveModel.FirstMomentDecay);
        new TrainingLoop(host, options, checkpoint).Run(training, rows, newOrder(), _options.Steps, _ => rate, phase, average);
        mean.copy_(average.Mean);
        checkpoint?.Finish(phase, Visit);
        return mean;

        void Visit(CheckpointState state)
        {
            state.Visit("mean", mean);
            ModelState.Visit(state, model);
        }
    }

    /// <summary>The model's mean bound on the log-likelihood of the training rows, in nats; of few rows over several draws of the noise, of many by some of them,
    /// which are the same for all weights, as the noise is, so that a difference is one of the weights alone.</summary>
    private double LikelihoodBound(ILikelihoodModel likelihood)
    {
        using var noGrad = no_grad();
        using var outer = NewDisposeScope();
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.LikelihoodNoise), realRows.device);
        Tensor rows = realRows.slice(0, 0, realRows.shape[0], (realRows.shape[0] + MostRows - 1) / MostRows);
        long count = rows.shape[0], draws = (LikelihoodDraws + count - 1) / count * count;
        double sum = 0;
        for (long first = 0; first < draws; first += ChunkRows)
        {
            using var scope = NewDisposeScope();
            long[] drawn = [.. Enumerable.Range(0, (int)Math.Min(ChunkRows, draws - first)).Select(i => (first + i) % count)];
            Tensor chunk = rows.index_select(0, tensor(drawn, device: rows.device));
            (Tensor values, Tensor? condition) = model.Layout.Split(chunk);
            sum += likelihood.LogLikelihoodBound(values, condition, GeneratorNoise.Of(noise, chunk)).sum().Number();
        }
        return sum / draws;
    }

    private double Tell(double weight, double before, double after)
    {
        double change = after - before;
        if (double.IsNaN(change))
            change = double.NegativeInfinity; // numbers so far off that the bound is none
        using IChannel channel = host.Start("Correction");
        channel.Info($"Correction by weight {weight}: the bound on the log-likelihood of the training rows is {after:0.###} nats a row, without it {before:0.###}, " +
            $"a change of {change:g3}");
        if (-change > _options.LargestLikelihoodLoss * model.Layout.ValueCount)
            channel.Warning($"The correction by weight {weight} gives up {-change:g3} nats of likelihood a row, more than {nameof(CorrectionOptions.LargestLikelihoodLoss)} " +
                $"allows ({_options.LargestLikelihoodLoss * model.Layout.ValueCount:g3}): it is tried by half that weight, and then left out.");
        return change;
    }

    /// <summary>The weight whose rows lie closest to the training rows, by the mean over classes of what it makes of the distance at weight 0; 1 where there
    /// are too few rows to tell. Of many rows by some of each class.</summary>
    private double Choose(Tensor onReal, Tensor bias, ModelCompletion completion)
    {
        long[] chosen = ClassSample.Of(classes, MostRows);
        Tensor rows = realRows.index_select(0, tensor(chosen, device: realRows.device));
        var distance = new ClassRowDistance(rows, [.. chosen.Select(i => classes[i])]);
        if (!distance.CanTell)
            return 1;
        ModelCompletion ofChosen = completion.OfRows(chosen);
        using IChannel channel = host.Start("Correction weight");
        (double Weight, double Share) best = (1, double.PositiveInfinity);
        double[]? without = null;
        foreach (double candidate in _candidates)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            ofChosen.CompleteWith(onReal - bias.Times(candidate));
            double[] found = distance.To(ofChosen.Generate());
            without ??= found;
            double share = found.Zip(without, (with, at) => with / at).Average();
            channel.Info($"Correction weight {candidate}: distances {string.Join(", ", found.Select(d => $"{d:g4}"))} to the training rows of each class");
            if (share < best.Share)
                best = (candidate, share);
        }
        return best.Weight;
    }
}
