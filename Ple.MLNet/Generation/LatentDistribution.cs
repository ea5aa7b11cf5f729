using MathNet.Numerics.Distributions;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Generation;

/// <summary>Where a generator's latent numbers come from.</summary>
/// <param name="size">Latent numbers of a row.</param>
/// <param name="mixtures">One mixture for each class, or one for all; null for the standard normal.</param>
internal sealed class LatentDistribution(int size, IReadOnlyList<GaussianMixture?> mixtures)
{
    private readonly double[] _row = new double[size];

    /// <summary>The standard normal.</summary>
    public static LatentDistribution OfPrior(int size) => new(size, [null]);

    public int Size => size;

    public IReadOnlyList<GaussianMixture?> Mixtures => mixtures;

    /// <summary>One distribution in place of those of classes.</summary>
    /// <param name="counts">Rows of each class.</param>
    public LatentDistribution Pooled(IReadOnlyList<int> counts)
    {
        if (mixtures.Count == 1)
            return this;
        GaussianMixture[] known = [.. mixtures.Select(m => m ?? StandardNormal())];
        double total = counts.Sum();
        return new(size, [new GaussianMixture([.. known.Zip(counts).SelectMany(m => m.First.Weights.Select(w => w * m.Second / total))],
            [.. known.SelectMany(m => m.Means.Select(mean => mean.ToArray()))], [.. known.SelectMany(m => m.Covariances.Select(c => c.ToArray()))])]);
    }

    /// <summary>The same with all standard deviations times a number, within each component.</summary>
    public LatentDistribution Tempered(double temperature) => temperature == 1 ? this : new(size,
    [
        .. mixtures.Select(m => m ?? StandardNormal()).Select(m => new GaussianMixture(
            [.. m.Weights], [.. m.Means.Select(mean => mean.ToArray())], [.. m.Covariances.Select(c => c.Select(v => v * temperature * temperature).ToArray())])),
    ]);

    private GaussianMixture StandardNormal()
    {
        double[] identity = new double[size * size];
        for (int i = 0; i < size; i++)
            identity[i * size + i] = 1;
        return new([1], [new double[size]], [identity]);
    }

    /// <summary>A copy for another thread.</summary>
    public LatentDistribution Copy() => new(size, mixtures);

    /// <param name="random">Source of randomness.</param>
    /// <param name="condition">The row's class; -1 for none.</param>
    /// <param name="latent">Receives the numbers.</param>
    public void Sample(Random random, int condition, Span<float> latent)
    {
        GaussianMixture? mixture = mixtures[mixtures.Count == 1 ? 0 : condition];
        if (mixture is null)
        {
            for (int i = 0; i < _row.Length; i++)
                _row[i] = Normal.Sample(random, 0, 1);
        }
        else
        {
            mixture.Sample(random, _row);
        }
        for (int i = 0; i < _row.Length; i++)
            latent[i] = (float)_row[i];
    }
}
