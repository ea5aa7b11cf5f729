using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Kullback-Leibler divergence between one truth and fitted mixtures, in nats, averaged over draws.</summary>
internal sealed class Divergence
{
    private readonly GaussianMixture _truth;
    private readonly DivergenceKind _kind;
    private readonly double[] _draws;
    private readonly double _meanLogDensity;

    public Divergence(GaussianMixture truth, DivergenceKind kind, int draws)
    {
        (_truth, _kind) = (truth, kind);
        _draws = MixtureGrid.Draw(truth, draws, new Random(0));
        _meanLogDensity = truth.LogLikelihoods(_draws).Average();
    }

    /// <summary>NaN without a mixture.</summary>
    public double Of(GaussianMixture? fit)
    {
        if (fit is null)
            return double.NaN;
        if (_kind == DivergenceKind.TruthToFit) // the same draws for every fit: differences are less noisy than their terms
            return _meanLogDensity - fit.LogLikelihoods(_draws).Average();
        double[] own = MixtureGrid.Draw(fit, _draws.Length, new Random(0));
        return fit.LogLikelihoods(own).Average() - _truth.LogLikelihoods(own).Average();
    }
}
