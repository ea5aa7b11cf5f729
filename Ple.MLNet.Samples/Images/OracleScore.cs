using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Images;

/// <summary>What a classifier of images says of one.</summary>
internal sealed class OracleScore
{
    /// <summary>The probability of each class.</summary>
    public VBuffer<float> Score { get; set; }
}
