namespace Ple.MLNet.Benchmarks.Steps;

/// <summary>What a training step does.</summary>
public enum StepKind
{
    /// <summary>Maximum likelihood.</summary>
    Plain,

    /// <summary>Hypernetwork with fused full heads, without a penalty.</summary>
    Fused,

    /// <summary>The same with one synthetic set.</summary>
    FusedPenalty,

    /// <summary><see cref="Fused"/> with a factored second moment.</summary>
    Factored,

    /// <summary>The same with one synthetic set.</summary>
    FactoredPenalty,

    /// <summary>Hypernetwork written the ordinary way.</summary>
    Autograd,

    /// <summary>The same with one synthetic set.</summary>
    AutogradPenalty,

    /// <summary>Hypernetwork with fused heads of rank 16.</summary>
    LowRank,

    /// <summary>The same with one synthetic set.</summary>
    LowRankPenalty,

    /// <summary><see cref="LowRank"/> with a factored second moment.</summary>
    LowRankFactored,

    /// <summary>The same with one synthetic set.</summary>
    LowRankFactoredPenalty,
}
