using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Independent Gaussian values: the decoder gives the means; each value has a learnt standard deviation between e^-3 and e.</summary>
internal sealed class GaussianOutput : OutputDistribution
{
    private static readonly Scalar _lowest = Lasting.Number(TableOutput.LowestLogSigma), _highest = Lasting.Number(TableOutput.HighestLogSigma);

    private readonly Parameter logSigma;

    /// <param name="size">Values of one row.</param>
    public GaussianOutput(int size) : base(nameof(GaussianOutput))
    {
        ParameterCount = size;
        using var scope = NewDisposeScope();
        logSigma = nn.Parameter(zeros(size));
        logSigma.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Of each value, before they are bounded as those of a <see cref="TableOutput"/>.</summary>
    public Parameter LogSigmas => logSigma;

    /// <inheritdoc/>
    public override int ParameterCount { get; }

    /// <inheritdoc/>
    public override bool DrawsAreReparameterized => true;

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor parameters, Tensor values)
    {
        Tensor logs = LogSigma;
        Tensor standardized = (values - parameters) * logs.neg().exp();
        return standardized.Squared().Plus(Lasting.LogTwoPi).mul(Lasting.Half).Plus(logs).sum([1]);
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor parameters) => parameters.alias();

    /// <inheritdoc/>
    public override Tensor Draw(Tensor parameters, INoise noise) => parameters.Plus(noise.Uniform(ParameterCount).NormalQuantile() * LogSigma.exp());

    private Tensor LogSigma => logSigma.clamp(_lowest, _highest);
}
