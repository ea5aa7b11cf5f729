using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A mixture of Gaussians with full covariances as a generative model, the model of the paper's figures 3 and 6 to 9. Its weights are means,
/// raw variances (softplus makes them positive), logits (softmax makes responsibilities), and in two dimensions and more couplings: value i
/// of a component is Gaussian around a linear function of the values before it. The likelihood is exact; the first number of a row's noise chooses
/// its component.
/// </summary>
internal sealed class GaussianMixtureModel : GenerativeModel, ILikelihoodModel
{
    /// <summary>Raw weights start uniform within ±this, as the biases of a linear layer of width 8 do.</summary>
    private const double InitialBound = 0.35;

    private static readonly Scalar _minusBound = Lasting.Number(-InitialBound);

    private readonly Parameter means;
    private readonly Parameter variances;
    private readonly Parameter? couplings;
    private readonly Parameter logits;
    private readonly CorrelatedGaussianOutput output;

    /// <param name="components">Number of Gaussians k, at least 1.</param>
    /// <param name="rowSize">Values of a row d, at least 1.</param>
    /// <param name="seed">Of the initial weights.</param>
    public GaussianMixtureModel(int components, int rowSize, long seed) : base(nameof(GaussianMixtureModel), RowLayout.Vector(Math.Max(1, rowSize)))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowSize, 1);
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

    /// <summary>-log p(x; θ), exactly; the noise has no part in it.</summary>
    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => LogLikelihoodBound(values, condition, noise).neg();

    /// <summary>log p(x; θ), exactly; the noise has no part in it.</summary>
    public Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise) => Mixture().LogLikelihood(Columns(values)).squeeze(0);

    /// <summary>Draws, or the means of their components. Gradients flow to the chosen component's mean and covariance; the choice itself has none.</summary>
    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        (Tensor chosenMeans, Tensor factors) = Mixture().Choose(special.ndtr(noise.Normal(1)).view(1, -1));
        Tensor parameters = cat([chosenMeans.squeeze(0), factors.view(-1, Layout.ValueCount * Layout.ValueCount)], 1);
        return output == OutputKind.Draw ? this.output.Draw(parameters, noise) : this.output.Mean(parameters);
    }

    public override bool SamplesAreDifferentiable(OutputKind output) => true;

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
