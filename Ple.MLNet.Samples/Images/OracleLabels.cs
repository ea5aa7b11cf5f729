namespace Ple.MLNet.Samples.Images;

/// <summary>The classes that the oracle names for an image.</summary>
internal sealed class OracleLabels
{
    /// <summary>The likeliest of the task's classes.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The likeliest of all classes; differs from <see cref="PredictedLabel"/> for an image that looks like no class of the task.</summary>
    public string UnrestrictedLabel { get; set; } = "";
}
