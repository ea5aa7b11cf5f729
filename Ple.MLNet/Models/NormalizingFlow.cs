using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A normalizing flow: rows are an invertible function of standard normal numbers, so that log p(x; θ) = log N(f(x)) + log |det f'(x)| exactly. See
/// <see cref="FlowOptions"/>.
/// </summary>
internal sealed class NormalizingFlow : GenerativeModel, ILikelihoodModel
{
    /// <summary>Values of a row up to which they are mixed linearly first: the matrix has the square of them.</summary>
    private const int MostMixed = 128;

    private readonly TriangularLayer? mixing;
    private readonly ModuleList<CouplingLayer> couplings = [];
    private readonly Dequantization dequantization;

    /// <param name="layout">What the rows are.</param>
    /// <param name="options">Number and shape of the layers.</param>
    /// <param name="seed">Of the initial weights.</param>
    public NormalizingFlow(RowLayout layout, FlowOptions options, long seed) : base(nameof(NormalizingFlow), layout)
    {
        options.Validate();
        dequantization = layout.CreateDequantization();
        if (layout.ValueCount <= MostMixed)
            mixing = new(layout.ValueCount);
        using Generator generator = Reproducible.Generator(seed);
        for (int i = 0; i < options.Couplings; i++)
            couplings.Add(new(layout, i, options, generator));
        RegisterComponents();
    }

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => LogLikelihoodBound(values, condition, noise).neg();

    public Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise)
    {
        (Tensor continuous, Tensor volume) = dequantization.Spread(values, noise);
        (Tensor latent, Tensor logDeterminant) = ToLatent(continuous, condition);
        Tensor logNormal = latent.Squared().Plus(Lasting.LogTwoPi).sum([1]).mul(Lasting.MinusHalf);
        return logNormal.Plus(logDeterminant).Plus(volume);
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
        => dequantization.Snap(FromLatent(noise.Normal(Layout.ValueCount), condition));

    public override bool SamplesAreDifferentiable(OutputKind output) => !dequantization.IsDiscrete;

    /// <summary>f(x) [n, d] and log |det f'(x)| [n].</summary>
    internal (Tensor Latent, Tensor LogDeterminant) ToLatent(Tensor continuous, Tensor? condition)
    {
        Tensor total = zeros(continuous.shape[0], continuous.dtype, continuous.device);
        if (mixing is not null)
        {
            (continuous, Tensor logDeterminant) = mixing.Forward(continuous);
            total = total.Plus(logDeterminant);
        }
        foreach (CouplingLayer coupling in couplings)
        {
            (continuous, Tensor logDeterminant) = coupling.Apply(continuous, condition, inverse: false);
            total = total.Plus(logDeterminant);
        }
        return (continuous, total);
    }

    /// <summary>The inverse of f, [n, d].</summary>
    internal Tensor FromLatent(Tensor latent, Tensor? condition)
    {
        for (int i = couplings.Count - 1; i >= 0; i--)
            (latent, _) = couplings[i].Apply(latent, condition, inverse: true);
        return mixing?.Inverse(latent) ?? latent;
    }
}
