using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>Makes a model with given weights ready to generate: statistics of batch norm, then where latent numbers come from.</summary>
/// <param name="sampling">How rows are made.</param>
/// <param name="model">The model.</param>
/// <param name="weights">Its weights.</param>
/// <param name="set">Training rows.</param>
/// <param name="classes">Of each training row: its condition's, or that of a label which the model does not know; -1 for none.</param>
/// <param name="seed">The generator's.</param>
internal sealed class ModelCompletion(SamplingOptions sampling, GenerativeModel model, FlatParameters weights, TrainingSet set, int[] classes, int seed)
{
    private const int MixtureRows = 10_000, CompletionRows = 4096, ChunkRows = 4096, RowsPerComponent = 20;
    private const double Regularization = 1e-3;

    private LatentDistribution? _latentOfClasses;
    private GaussianMixture?[] _mixtures = []; // of each class, as they were fitted last: where the next fit starts

    /// <summary>Where the latent numbers of the model, as it was completed last, come from; null for the standard normal. A model without a condition draws the
    /// class with the latent numbers, as often as the training rows had it.</summary>
    public LatentDistribution? Latent => model.Layout.ConditionSize > 0 ? _latentOfClasses : _latentOfClasses?.Pooled([.. ClassRows().Select(c => c.Length)]);

    /// <summary>The same for some of the training rows, whose mixtures start from those of all.</summary>
    /// <param name="chosen">Their indices.</param>
    public ModelCompletion OfRows(IReadOnlyList<long> chosen) => new(sampling, model, weights, set.Some(chosen), [.. chosen.Select(i => classes[i])], seed) { _latentOfClasses = _latentOfClasses, _mixtures = _mixtures };

    /// <param name="values">New weights [P].</param>
    public void CompleteWith(Tensor values)
    {
        weights.Load(values);
        Complete();
    }

    public void Complete()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        MeasureStatistics();
        if (model is not ILatentModel { HasSampler: false } latent)
            return;
        if (sampling.Latent == LatentKind.FittedMixture)
        {
            using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.PosteriorNoise), set.Rows.device);
            _mixtures = [.. ClassRows().Select((indices, at) => FitMixture(latent, indices, noise, _mixtures.ElementAtOrDefault(at)))];
            _latentOfClasses = new LatentDistribution(latent.LatentSize, _mixtures).Tempered(sampling.Temperature);
        }
        else if (sampling.Temperature != 1)
        {
            _latentOfClasses = LatentDistribution.OfPrior(latent.LatentSize).Tempered(sampling.Temperature);
        }
    }

    /// <summary>All but where latent numbers come from: enough for a likelihood, and for rows from the prior.</summary>
    /// <param name="values">New weights [P].</param>
    public void MeasureStatisticsWith(Tensor values)
    {
        weights.Load(values);
        MeasureStatistics();
    }

    private void MeasureStatistics()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.CompletionNoise), set.Rows.device);
        BatchNormStatistics.Recompute(model, set, noise);
        Tensor rows = set.Rows, sample = rows.slice(0, 0, rows.shape[0], (rows.shape[0] + CompletionRows - 1) / CompletionRows);
        (Tensor values, Tensor? condition) = model.Layout.Split(sample);
        model.Complete(values, condition, GeneratorNoise.Of(noise, sample));
    }

    /// <summary>A row of each training row's class, [n, d].</summary>
    public Tensor Generate() => Generate(_latentOfClasses, sampling.Output);

    /// <summary>The same, means at latent numbers of the prior.</summary>
    public Tensor GeneratePriorMeans() => Generate(LatentDistribution.OfPrior(((ILatentModel)model).LatentSize), OutputKind.Mean);

    private Tensor Generate(LatentDistribution? latent, OutputKind output)
    {
        Tensor rows = set.Rows;
        using var noGrad = no_grad();
        var generator = new RowGenerator(model, rows.device, latent, output, Seeds.Derive(seed, SeedPurpose.CorrectionRows));
        Tensor made = Reproducible.Copy(generator.GenerateMany(classes), [classes.Length, generator.ValueCount], rows.device);
        return RowLayout.Join(made, model.Layout.Split(rows).Condition);
    }

    private (Tensor Mean, Tensor Deviation) Posterior(ILatentModel latentModel, Tensor rows)
    {
        var chunks = rows.split(ChunkRows).Select(chunk => latentModel.Posterior(model.Layout.Split(chunk).Values, model.Layout.Split(chunk).Condition)).ToArray();
        return (cat([.. chunks.Select(c => c.Mean)]), cat([.. chunks.Select(c => c.StandardDeviation)]));
    }

    /// <summary>The training rows of each class.</summary>
    private IEnumerable<long[]> ClassRows() => classes.Index().GroupBy(c => c.Item, c => (long)c.Index).OrderBy(g => g.Key).Select(g => g.ToArray());

    /// <summary>A mixture of posterior draws of some rows; null, the standard normal, where they are too few.</summary>
    private GaussianMixture? FitMixture(ILatentModel latentModel, long[] indices, Generator noise, GaussianMixture? start)
    {
        int components = Math.Min(sampling.MixtureComponents, indices.Length / RowsPerComponent);
        if (components == 0)
            return null;
        int stride = (indices.Length + MixtureRows - 1) / MixtureRows;
        Tensor rows = set.Rows, chosen = rows.index_select(0, tensor(indices.Where((_, i) => i % stride == 0).ToArray(), device: rows.device));
        (Tensor mean, Tensor deviation) = Posterior(latentModel, chosen);
        Tensor latent = mean.Plus(deviation * randn(mean.shape, mean.dtype, mean.device, generator: noise));
        double[] latentRows = latent.to(ScalarType.Float64).Numbers<double>();
        var estimation = new GaussianMixtureEm(new() { Components = components, CovarianceRegularization = Regularization, Seed = Seeds.Derive(seed, SeedPurpose.LatentMixture) });
        return (start?.Components == components ? estimation.Fit(latentRows, start) : estimation.Fit(latentRows, latentModel.LatentSize)).Mixture;
    }
}
