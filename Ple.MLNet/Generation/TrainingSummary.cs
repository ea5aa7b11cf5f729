using System.Globalization;

namespace Ple.MLNet.Generation;

/// <summary>What a fit came to.</summary>
public sealed class TrainingSummary
{
    internal TrainingSummary(long rows, double? loss, int steps, double? penalty, double? hypernetworkSpread, double? correctionWeight, double? correctionLikelihoodChange)
        => (Rows, Loss, Steps, Penalty, HypernetworkSpread, CorrectionWeight, CorrectionLikelihoodChange) = (rows, loss, steps, penalty, hypernetworkSpread, correctionWeight, correctionLikelihoodChange);

    /// <summary>Training rows.</summary>
    public long Rows { get; internal set; }

    /// <summary>Bound on -log-likelihood in nats for each row, averaged over about the last tenth of the training steps; of the
    /// model's own numbers (standardised values, normal scores) where there are such; null of a model that fits itself and gives no likelihood.</summary>
    public double? Loss { get; }

    /// <summary>Training steps behind the weights, fewer than asked where early stopping went back to the best.</summary>
    public int Steps { get; }

    /// <summary>The penalty of PLE before λ, averaged likewise; null without one.</summary>
    public double? Penalty { get; internal set; }

    /// <summary>How much H(X) varies over batches X: the mean over weights of its standard deviation, as a share of the
    /// mean size of a weight; null without a hypernetwork, or with fewer rows
    /// than two batches. Near 0, H is a constant, and PLE has become maximum likelihood.</summary>
    public double? HypernetworkSpread { get; internal set; }

    /// <summary>w of the bootstrap correction; null without one.</summary>
    public double? CorrectionWeight { get; internal set; }

    /// <summary>What the bootstrap correction did to the bound on the log-likelihood, in nats for each row: the mean
    /// over the training rows with the corrected weights θ_c minus that with the continued ones U_X(θ), which w = 0 gives; with the same noise
    /// for both. Below 0, likelihood was given up; 0 for w = 0; null without a correction.</summary>
    public double? CorrectionLikelihoodChange { get; internal set; }

    /// <summary>Version of the libtorch that trained the model, such as "2.10.0.0". The bits of a fit hold for one build of it.</summary>
    public string TorchVersion { get; internal init; } = "";

    /// <summary>The processor's vector instructions that libtorch used while training: "avx512", "avx2" or "default" (none of these). With others the
    /// same seed trains another model. Tested on one make of processor; libtorch's matrix products may choose by the make as well.</summary>
    public string CpuCapability { get; internal init; } = "";

    /// <summary>Models that were tried where the trainer chose; empty where one was named, and of a generator that was loaded.</summary>
    public IReadOnlyList<ModelTrial> ModelChoice { get; internal set; } = [];

    /// <summary>Of a generator that the same hypernetwork makes of other rows.</summary>
    internal TrainingSummary Reestimated(long rows) => new(rows, loss: null, steps: 0, penalty: null, HypernetworkSpread, correctionWeight: null, correctionLikelihoodChange: null)
    {
        TorchVersion = TorchVersion,
        CpuCapability = CpuCapability,
    };

    /// <summary>Rows, steps and loss.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Rows} rows, {Steps} steps, loss {Loss:g5}");
}
