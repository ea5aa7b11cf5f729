namespace Ple.MLNet.Samples.Images;

/// <summary>What the oracle says of an image.</summary>
internal sealed class OracleRow
{
    /// <summary>The 64 features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The likeliest of the task's classes.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The likeliest of all classes; differs from <see cref="PredictedLabel"/> for an image that looks like neither class of the task.</summary>
    public string UnrestrictedLabel { get; set; } = "";

    /// <summary>The true class, copied from the data.</summary>
    public string Label { get; set; } = "";
}
