using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Variational autoencoder (Kingma and Welling 2014). A condition, where rows have one, goes into encoder and decoder. Its loss is the negative evidence lower bound (ELBO).
/// </summary>
internal sealed class VariationalAutoencoder : GenerativeModel, ILikelihoodModel, ILatentModel
{
    public const double LowestLogVariance = -10, HighestLogVariance = 10;

    private static readonly Scalar _lowest = Lasting.Number(LowestLogVariance), _highest = Lasting.Number(HighestLogVariance);

    private readonly nn.Module<Tensor, Tensor> encoder;
    private readonly nn.Module<Tensor, Tensor> decoder;
    private readonly OutputDistribution output;

    /// <param name="layout">What the rows are.</param>
    /// <param name="latentSize">Latent numbers of a row.</param>
    /// <param name="seed">Of the initial weights.</param>
    /// <param name="newEncoder">Makes what takes rows [n, d + c] to as many numbers as it is told; made first.</param>
    /// <param name="newDecoder">Makes what takes latent numbers and condition [n, z + c] to the output's parameters, as many as it is told.</param>
    public VariationalAutoencoder(RowLayout layout, int latentSize, long seed,
        Func<int, Generator, nn.Module<Tensor, Tensor>> newEncoder, Func<int, Generator, nn.Module<Tensor, Tensor>> newDecoder) : base(nameof(VariationalAutoencoder), layout)
    {
        LatentSize = latentSize;
        output = layout.CreateOutput();
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        encoder = newEncoder(2 * latentSize, generator);
        decoder = newDecoder(output.ParameterCount, generator);
        RegisterComponents();
    }

    public int LatentSize { get; }

    public nn.Module<Tensor, Tensor> Encoder => encoder;

    public nn.Module<Tensor, Tensor> Decoder => decoder;

    public OutputDistribution Output => output;

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise)
    {
        (Tensor mean, Tensor logVariance) = Encode(values, condition);
        Tensor latent = mean.Plus(noise.Normal(LatentSize) * logVariance.mul(Lasting.Half).exp());
        Tensor divergence = (mean.Squared().Plus(logVariance.exp()) - logVariance).Plus(Lasting.MinusOne).sum([1]).mul(Lasting.Half);
        return output.NegativeLogLikelihood(Decode(latent, condition), values).Plus(divergence);
    }

    public Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise) => Loss(values, condition, noise).neg();

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output) => SampleGiven(noise.Normal(LatentSize), condition, noise, output);

    public Tensor SampleGiven(Tensor latent, Tensor? condition, INoise noise, OutputKind output)
    {
        Tensor parameters = Decode(latent, condition);
        return output == OutputKind.Draw ? this.output.Draw(parameters, noise) : this.output.Mean(parameters);
    }

    public override bool SamplesAreDifferentiable(OutputKind output) => output == OutputKind.Mean || this.output.DrawsAreReparameterized;

    public (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor values, Tensor? condition)
    {
        (Tensor mean, Tensor logVariance) = Encode(values, condition);
        return (mean, logVariance.mul(Lasting.Half).exp());
    }

    public override void Complete(Tensor values, Tensor? condition, INoise noise)
    {
        (Tensor mean, Tensor deviation) = Posterior(values, condition);
        output.FitSpread(Decode(mean.Plus(deviation * noise.Normal(LatentSize)), condition), values);
    }

    private Tensor Decode(Tensor latent, Tensor? condition) => decoder.call(RowLayout.Join(latent, condition));

    private (Tensor Mean, Tensor LogVariance) Encode(Tensor values, Tensor? condition)
    {
        Tensor both = encoder.call(RowLayout.Join(values, condition));
        return (both.narrow(1, 0, LatentSize), both.narrow(1, LatentSize, LatentSize).clamp(_lowest, _highest));
    }
}
