using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A mixture of Gaussians with full covariances as a generative model, the model of the paper's figures 3 and 6 to 9. Its weights are means,
/// raw variances (softplus makes them positive), logits (softmax makes responsibilities), and in two dimensions and more couplings: value i
/// of a component is Gaussian around a linear function of the values before it. The likelihood is exact; the one latent number of a row
/// chooses its component.
/// </summary>
public sealed class GaussianMixtureModel : GenerativeModel
{
    /// <summary>Raw weights start uniform within ±this, as the biases of a linear layer of width 8 do.</summary>
    private const double InitialBound = 0.35;

    private static readonly Scalar _tiny = Lasting.Number(1e-12), _rootTwoPi = Lasting.Number(Math.Sqrt(2 * Math.PI)), _lowestEdge = Lasting.Number(-9), _highestEdge = Lasting.Number(9),
        _minusBound = Lasting.Number(-InitialBound);

    private readonly Parameter means;
    private readonly Parameter variances;
    private readonly Parameter? couplings;
    private readonly Parameter logits;
    private readonly CorrelatedGaussianOutput output;

    /// <param name="components">Number of Gaussians k, at least 1.</param>
    /// <param name="rowSize">Values of a row d, at least 1.</param>
    /// <param name="seed">Of the initial weights.</param>
    public GaussianMixtureModel(int components, int rowSize, long seed) : base(nameof(GaussianMixtureModel))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowSize, 1);
        (Components, RowSize) = (components, rowSize);
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        means = Initial(generator, components, rowSize);
        variances = Initial(generator, components, rowSize);
        if (rowSize > 1)
            couplings = Initial(generator, components, rowSize * (rowSize - 1L) / 2);
        logits = Initial(generator, components);
        output = new(rowSize);
        RegisterComponents();
    }

    /// <summary>Number of Gaussians, k.</summary>
    public int Components { get; }

    /// <inheritdoc/>
    public override int RowSize { get; }

    /// <inheritdoc/>
    public override int ConditionSize => 0;

    /// <inheritdoc/>
    public override int LatentSize => 1;

    /// <inheritdoc/>
    public override OutputDistribution Output => output;

    /// <summary>-log p(x; θ), exactly; the noise has no part in it.</summary>
    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor rows, Tensor noise) => Mixture().LogLikelihood(Columns(rows)).squeeze(0).neg();

    /// <summary>Mean and factor of the covariance of the components that the latent numbers choose. Gradients flow to the chosen component's
    /// mean and covariance; the choice itself has none.</summary>
    /// <inheritdoc/>
    public override Tensor Decode(Tensor latent)
    {
        (Tensor chosenMeans, Tensor factors) = Mixture().Choose(special.ndtr(latent).view(1, -1));
        return cat([chosenMeans.squeeze(0), factors.view(-1, RowSize * RowSize)], 1);
    }

    /// <summary>Moments of the latent number given the row: each component owns a slice of the normal distribution, and has the row's
    /// responsibility.</summary>
    /// <inheritdoc/>
    public override (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor rows)
    {
        GaussianMixtureTensors mixture = Mixture();
        Tensor responsibilities = mixture.JointLogLikelihood(Columns(rows)).squeeze(0).softmax(0).transpose(0, 1); // [n, k]
        Tensor edges = special.ndtri(cat([zeros(1, rows.dtype, rows.device), mixture.CumulativeWeights().view(-1)])).clamp(_lowestEdge, _highestEdge);
        Tensor densities = edges.Squared().mul(Lasting.MinusHalf).exp() / _rootTwoPi;
        Tensor weights = special.ndtr(edges).diff().clamp_min(_tiny);
        Tensor means = densities.diff().neg() / weights;
        Tensor squares = (edges * densities).diff().neg().div(weights).Plus(Lasting.One);
        Tensor mean = responsibilities.matmul(means.unsqueeze(1));
        Tensor variance = responsibilities.matmul(squares.unsqueeze(1)) - mean.Squared();
        return (mean, variance.clamp_min(_tiny).sqrt());
    }

    /// <summary>The mixture that the weights make; null where they are not finite or make no proper covariance.</summary>
    internal GaussianMixture? ToMixture()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Mixture().ToMixtures()[0];
    }

    private static Tensor Columns(Tensor rows) => rows.transpose(0, 1).unsqueeze(0);

    private GaussianMixtureTensors Mixture() => new(means.unsqueeze(0), variances.unsqueeze(0), couplings?.unsqueeze(0), logits.unsqueeze(0));

    private static Parameter Initial(Generator generator, params long[] shape)
    {
        Parameter weights = nn.Parameter(rand(shape, generator: generator).Times(2 * InitialBound).Plus(_minusBound));
        weights.DetachFromDisposeScope();
        return weights;
    }
}
