using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Flow matching on the latent numbers of an autoencoder that is trained beside it: see <see cref="FlowMatchingOptions.LatentOf"/>.</summary>
internal sealed class LatentFlowMatching : GenerativeModel, ILatentModel
{
    private readonly GenerativeModel autoencoder;
    private readonly VelocityField field;
    private readonly ILatentModel _latent;

    /// <param name="layout">What the rows are.</param>
    /// <param name="autoencoder">Of such rows; becomes a part of this.</param>
    /// <param name="options">Layers, steps, guidance.</param>
    /// <param name="seed">Of the initial weights of the flow.</param>
    public LatentFlowMatching(RowLayout layout, GenerativeModel autoencoder, FlowMatchingOptions options, long seed) : base(nameof(LatentFlowMatching), layout)
    {
        _latent = autoencoder as ILatentModel ?? throw new ArgumentException(
            $"A {autoencoder.GetName()} has no latent numbers: {nameof(FlowMatchingOptions.LatentOf)} takes an autoencoder.", nameof(autoencoder));
        this.autoencoder = autoencoder;
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(Seeds.Derive((int)seed, SeedPurpose.FlowOfLatent));
        field = new(_latent.LatentSize, layout.ConditionSize, options, generator);
        RegisterComponents();
    }

    public int LatentSize => _latent.LatentSize;

    public bool HasSampler => true;

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise)
    {
        Tensor latent;
        using (no_grad())
        {
            (Tensor mean, Tensor deviation) = Posterior(values, condition);
            latent = mean.Plus(deviation * noise.Normal(LatentSize));
        }
        return autoencoder.Loss(values, condition, noise).Plus(field.Loss(latent, condition, noise));
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
        => SampleGiven(field.Follow(noise.Normal(LatentSize), condition), condition, noise, output);

    public Tensor SampleGiven(Tensor latent, Tensor? condition, INoise noise, OutputKind output) => _latent.SampleGiven(latent, condition, noise, output);

    public (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor values, Tensor? condition) => _latent.Posterior(values, condition);

    public override bool SamplesAreDifferentiable(OutputKind output) => autoencoder.SamplesAreDifferentiable(output);

    public override void Complete(Tensor values, Tensor? condition, INoise noise) => autoencoder.Complete(values, condition, noise);
}
