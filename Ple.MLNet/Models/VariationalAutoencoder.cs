using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Variational autoencoder (Kingma and Welling 2014) of fully connected layers, the model of the paper's Table 1. A condition, where rows
/// have one, goes into encoder and decoder.
/// </summary>
public sealed class VariationalAutoencoder : GenerativeModel
{
    private static readonly Scalar _lowest = Lasting.Number(-10), _highest = Lasting.Number(10);

    private readonly FullyConnected encoder;
    private readonly FullyConnected decoder;
    private readonly OutputDistribution output;

    /// <param name="output">Distribution of the values of a row; taken over.</param>
    /// <param name="rowSize">Values of one row, the condition included.</param>
    /// <param name="conditionSize">Of those, the one-hot condition at the end.</param>
    /// <param name="options">Widths and latent size.</param>
    /// <param name="seed">Of the initial weights.</param>
    public VariationalAutoencoder(OutputDistribution output, int rowSize, int conditionSize, VaeOptions options, long seed)
        : base(nameof(VariationalAutoencoder))
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (RowSize, ConditionSize, LatentSize) = (rowSize, conditionSize, options.LatentSize);
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        encoder = new([rowSize, .. options.HiddenSizes, 2 * LatentSize], options.BatchNorm, generator);
        decoder = new([LatentSize + conditionSize, .. options.HiddenSizes.Reverse(), output.ParameterCount], options.BatchNorm, generator);
        this.output = output;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override int RowSize { get; }

    /// <inheritdoc/>
    public override int ConditionSize { get; }

    /// <inheritdoc/>
    public override int LatentSize { get; }

    /// <inheritdoc/>
    public override OutputDistribution Output => output;

    /// <summary>The negative evidence lower bound (ELBO).</summary>
    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor rows, Tensor noise)
    {
        (Tensor mean, Tensor logVariance) = Encode(rows);
        Tensor latent = mean.Plus(noise * logVariance.mul(Lasting.Half).exp());
        Tensor values = rows;
        if (ConditionSize > 0)
        {
            long valueCount = RowSize - ConditionSize;
            latent = cat([latent, rows.narrow(1, valueCount, ConditionSize)], 1);
            values = rows.narrow(1, 0, valueCount);
        }
        Tensor divergence = (mean.Squared().Plus(logVariance.exp()) - logVariance).Plus(Lasting.MinusOne).sum([1]).mul(Lasting.Half);
        return output.NegativeLogLikelihood(Decode(latent), values).Plus(divergence);
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor latent) => decoder.call(latent);

    /// <inheritdoc/>
    public override (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor rows)
    {
        (Tensor mean, Tensor logVariance) = Encode(rows);
        return (mean, logVariance.mul(Lasting.Half).exp());
    }

    private (Tensor Mean, Tensor LogVariance) Encode(Tensor rows)
    {
        Tensor both = encoder.call(rows);
        return (both.narrow(1, 0, LatentSize), both.narrow(1, LatentSize, LatentSize).clamp(_lowest, _highest));
    }
}
