using Microsoft.ML.Runtime;
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
    IHost host, GenerativeTrainerOptions options, GenerativeModel model, FlatParameters weights, Tensor realRows, Func<BatchOrder> newOrder, int seed)
{
    private static readonly double[] _candidates = [0, 0.5, 1, 1.5, 2, 2.5, 3];

    private readonly CorrectionOptions _options = options.Correction;

    /// <param name="finalize">Makes the model with the given weights ready to generate.</param>
    /// <param name="generate">Rows of the model as it stands, as many as there are training rows.</param>
    /// <returns>w; the model is left with the corrected weights and ready to generate.</returns>
    public double Run(Action<Tensor> finalize, Func<Tensor> generate)
    {
        using var scope = NewDisposeScope();
        Tensor start = weights.Values.detach().clone();
        finalize(start);
        Tensor syntheticRows = generate();
        Tensor onReal = Continue(start, realRows, TrainingPhase.CorrectionOnRealRows);
        Tensor bias = Continue(start, syntheticRows, TrainingPhase.CorrectionOnSyntheticRows) - onReal;
        double weight = _options.Kind == CorrectionKind.Weight ? _options.Weight : Choose(onReal, bias, finalize, generate);
        finalize(onReal - bias.Times(weight));
        return weight;
    }

    /// <summary>U_D(θ): K steps on rows from the given start, the iterates of the last half averaged. Both data sets get the same batches
    /// and the same noise, so that only the data make the difference.</summary>
    private Tensor Continue(Tensor start, Tensor rows, TrainingPhase phase)
    {
        using Generator noise = Reproducible.Generator(seed, rows.device);
        model.train();
        weights.Load(start);
        Tensor sum = zeros_like(start);
        int steps = _options.Steps, averaged = steps / 2;
        double rate = _options.LearningRate ?? options.EffectiveLearningRate / 10;
        using var estimation = new MaximumLikelihoodEstimation(model, weights, noise);
        new TrainingLoop(host, options).Run(estimation, rows, newOrder(), steps, _ => rate, phase, done =>
        {
            if (done > steps - averaged)
                sum.Add(weights.Values.detach());
            return false;
        });
        return sum.Over(averaged);
    }

    /// <summary>The weight whose rows lie closest to the training rows; 1 where there are too few rows to tell.</summary>
    private double Choose(Tensor onReal, Tensor bias, Action<Tensor> finalize, Func<Tensor> generate)
    {
        if (realRows.shape[0] < RowDistance.FewestRows)
            return 1;
        using IChannel channel = host.Start("Correction weight");
        var distance = new RowDistance(realRows);
        (double Weight, double Distance) best = (1, double.PositiveInfinity);
        foreach (double candidate in _candidates)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            finalize(onReal - bias.Times(candidate));
            double found = distance.To(generate());
            channel.Info($"Correction weight {candidate}: distance {found:g4} to the training rows");
            if (found < best.Distance)
                best = (candidate, found);
        }
        return best.Weight;
    }
}
