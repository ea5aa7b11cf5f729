using MathNet.Numerics.Distributions;
using Ple.MLNet.Estimation;

namespace Ple.MLNet.Generation;

/// <summary>Where a generator's latent numbers come from: the standard normal, or a mixture fitted to the training rows.</summary>
/// <param name="size">Latent numbers of a row.</param>
/// <param name="mixture">The fitted mixture; null for the standard normal.</param>
internal sealed class LatentDistribution(int size, GaussianMixture? mixture)
{
    private readonly double[] _row = new double[size];

    public int Size => size;

    public GaussianMixture? Mixture => mixture;

    /// <summary>A copy for another thread.</summary>
    public LatentDistribution Copy() => new(size, mixture);

    public void Sample(Random random, Span<float> latent)
    {
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
