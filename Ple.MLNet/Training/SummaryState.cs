using Ple.MLNet.Generation;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Training;

/// <summary>What a fit came to before its correction, in a checkpoint; NaN stands for what is not available.</summary>
internal static class SummaryState
{
    public static TrainingSummary None => new(0, double.NaN, 0, null, null, null, null) { TorchVersion = TorchRuntime.Version, CpuCapability = TorchRuntime.CpuCapability };

    /// <returns>What is to stand in its place.</returns>
    public static TrainingSummary Visit(CheckpointState state, TrainingSummary summary) => summary with
    {
        Rows = state.Visit("summary.rows", summary.Rows),
        Loss = state.Visit("summary.loss", summary.Loss),
        Steps = (int)state.Visit("summary.steps", (long)summary.Steps),
        Penalty = Optional(state, "summary.penalty", summary.Penalty),
        HypernetworkSpread = Optional(state, "summary.spread", summary.HypernetworkSpread),
    };

    private static double? Optional(CheckpointState state, string name, double? number)
        => state.Visit(name, number ?? double.NaN) is var kept && double.IsNaN(kept) ? null : kept;
}
