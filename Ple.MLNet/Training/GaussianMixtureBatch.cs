using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// Adam on S independent mixtures at once: what <see cref="HypernetworkSteps"/> and <see cref="MaximumLikelihoodSteps"/> do for one,
/// with every tensor widened by a leading axis of replicates. Losses of replicates are added up, so that each has its own gradient.
/// </summary>
internal sealed class GaussianMixtureBatch : IDisposable
{
    private readonly nn.Module<Tensor, long, Tensor> _estimator;
    private readonly IReadOnlyList<WeightSlice> _slices;
    private readonly PenaltyOptions _penalty;
    private readonly FlatParameters _trained;
    private readonly Adam _optimizer;
    private readonly double _learningRate;
    private readonly Scalar _penaltyWeight;

    /// <param name="estimator">Sets [S, d, sets * n] and their number to weights [S, P, sets]; taken over.</param>
    /// <param name="slices">Where a mixture's weights lie among the P.</param>
    /// <param name="penalty">λ, m and form.</param>
    /// <param name="learningRate">Of Adam.</param>
    public GaussianMixtureBatch(
        nn.Module<Tensor, long, Tensor> estimator, IReadOnlyList<WeightSlice> slices, PenaltyOptions penalty, double learningRate)
    {
        (_estimator, _slices, _penalty, _learningRate) = (estimator, slices, penalty, learningRate);
        _penaltyWeight = Lasting.Number(penalty.Lambda / (penalty.Reduction == PenaltyReduction.Mean ? slices.Sum(s => s.Length) : 1));
        _trained = new(estimator);
        _optimizer = new Adam(_trained.Values);
    }

    /// <summary>The mixtures for all rows [S, d, n].</summary>
    public GaussianMixtureTensors Predict(Tensor rows) => Mixtures(_estimator.call(rows, 1));

    /// <summary>One step of every replicate.</summary>
    /// <param name="rows">A subset of each data set, [S, d, n].</param>
    /// <param name="uniform">Choose the components of m synthetic sets, from 0 to 1, [S, m * n]; unread where λ is 0.</param>
    /// <param name="normal">Their standard normal numbers, [S, m * n, d]; unread where λ is 0.</param>
    public void Step(Tensor rows, Tensor uniform, Tensor normal)
    {
        Tensor real = _estimator.call(rows, 1);
        GaussianMixtureTensors mixtures = Mixtures(real);
        Tensor loss = mixtures.LogLikelihood(rows).mean([1]).sum().neg();
        if (_penalty.Lambda > 0)
            loss = loss.Plus(Distance(real, _estimator.call(Draw(mixtures, uniform, normal), _penalty.SyntheticSets)).mul(_penaltyWeight));
        _trained.Gradient.zero_();
        loss.backward();
        _optimizer.Step(_trained.Gradient, _learningRate);
    }

    public void Dispose()
    {
        _penaltyWeight.Dispose();
        _optimizer.Dispose();
        _trained.Dispose();
        _estimator.Dispose();
    }

    private GaussianMixtureTensors Mixtures(Tensor weights) => GaussianMixtureTensors.FromFlat(weights.squeeze(2), _slices);

    private Tensor Draw(GaussianMixtureTensors mixtures, Tensor uniform, Tensor normal)
    {
        using IDisposable? noGrad = _penalty.GradientThroughSamples ? null : no_grad();
        return mixtures.Draw(uniform, normal);
    }

    /// <summary>The penalty before λ, summed over weights and replicates.</summary>
    private Tensor Distance(Tensor real, Tensor synthetic)
    {
        Tensor difference = synthetic - real; // [S, P, m]
        return _penalty.Form == PenaltyForm.Expectation ? difference.mean([2]).abs().sum() : difference.abs().mean([2]).sum();
    }
}
