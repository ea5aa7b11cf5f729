namespace Ple.MLNet.Training;

/// <summary>How the penalty's differences of P weights become one number.</summary>
public enum PenaltyReduction
{
    /// <summary>Averaged over the weights.</summary>
    Mean,

    /// <summary>Summed over the weights; on deep models this drives H to a constant function already at λ = 0.1.</summary>
    Sum,
}
