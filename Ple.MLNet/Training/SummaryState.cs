using Ple.MLNet.Generation;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Training;

/// <summary>What a fit came to before its correction, in a checkpoint; NaN stands for what is not available.</summary>
internal static class SummaryState
{
    public static TrainingSummary None => new(0, null, 0, null, null, null, null);

    /// <returns>What is to stand in its place.</returns>
    public static TrainingSummary Visit(CheckpointState state, TrainingSummary summary) => new(
        state.Visit("summary.rows", summary.Rows),
        Optional(state, "summary.loss", summary.Loss),
        (int)state.Visit("summary.steps", (long)summary.Steps),
        Optional(state, "summary.penalty", summary.Penalty),
        Optional(state, "summary.spread", summary.HypernetworkSpread),
        summary.CorrectionWeight,
        summary.CorrectionLikelihoodChange)
    {
        TorchVersion = TorchRuntime.Version,
        CpuCapability = TorchRuntime.CpuCapability,
    };

    private static double? Optional(CheckpointState state, string name, double? number)
        => state.Visit(name, number ?? double.NaN) is var kept && double.IsNaN(kept) ? null : kept;
}
