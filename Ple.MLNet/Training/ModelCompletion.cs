using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Makes a model with given weights ready to generate: statistics of batch norm, then where latent numbers come from.</summary>
/// <param name="options">Of sampling.</param>
/// <param name="model">The model.</param>
/// <param name="weights">Its weights.</param>
/// <param name="conditions">Class of each training row; -1 without a condition.</param>
/// <param name="seed">The fit's.</param>
internal sealed class ModelCompletion(GenerativeTrainerOptions options, GenerativeModel model, FlatParameters weights, int[] conditions, int seed)
{
    private const int MixtureRows = 20_000, RowsPerComponent = 20;
    private const double Regularization = 1e-3;

    /// <summary>Where the latent numbers of the model, as it was completed last, come from; null for the standard normal.</summary>
    public LatentDistribution? Latent { get; private set; }

    /// <param name="values">New weights [P].</param>
    /// <param name="rows">Training rows [n, d].</param>
    public void CompleteWith(Tensor values, Tensor rows)
    {
        weights.Load(values);
        Complete(rows);
    }

    /// <param name="rows">Training rows [n, d].</param>
    public void Complete(Tensor rows)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.CompletionNoise), rows.device);
        BatchNormStatistics.Recompute(model, rows, noise);
        if (options.Sampling.Latent == LatentKind.FittedMixture && model is ILatentModel latent)
            Latent = new(latent.LatentSize, [.. conditions.Index().GroupBy(c => c.Item, c => (long)c.Index).OrderBy(g => g.Key).Select(g => FitMixture(latent, rows, [.. g], noise))]);
    }

    /// <summary>As many rows as the training data have, with their conditions; [n, d].</summary>
    public Tensor Generate(Tensor rows)
    {
        using var noGrad = no_grad();
        var generator = new RowGenerator(model, rows.device, Latent, options.Sampling.Output, Seeds.Derive(seed, SeedPurpose.CorrectionRows));
        Tensor made = Reproducible.Copy(generator.GenerateMany(conditions), [conditions.Length, generator.ValueCount], rows.device);
        return RowLayout.Join(made, model.Layout.Split(rows).Condition);
    }

    /// <summary>A mixture of posterior draws of some rows; null, the standard normal, where they are too few.</summary>
    private GaussianMixture? FitMixture(ILatentModel latentModel, Tensor rows, long[] indices, Generator noise)
    {
        int components = Math.Min(options.Sampling.MixtureComponents, indices.Length / RowsPerComponent);
        if (components == 0)
            return null;
        int stride = (indices.Length + MixtureRows - 1) / MixtureRows;
        Tensor chosen = rows.index_select(0, tensor(indices.Where((_, i) => i % stride == 0).ToArray(), device: rows.device));
        (Tensor values, Tensor? condition) = model.Layout.Split(chosen);
        (Tensor mean, Tensor deviation) = latentModel.Posterior(values, condition);
        Tensor latent = mean.Plus(deviation * randn(mean.shape, mean.dtype, mean.device, generator: noise));
        double[] latentRows = latent.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        return new GaussianMixtureEm(new() { Components = components, CovarianceRegularization = Regularization, Seed = Seeds.Derive(seed, SeedPurpose.LatentMixture) })
            .Fit(latentRows, latentModel.LatentSize).Mixture;
    }
}
