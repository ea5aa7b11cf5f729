namespace Ple.MLNet.Samples.Images;

/// <summary>What an oracle says of an image, as columns beside its features.</summary>
internal static class OracleColumns
{
    /// <summary>The likeliest of the task's classes.</summary>
    public const string PredictedLabel = "PredictedLabel";

    /// <summary>Whether the likeliest of all classes is none of the task's: the image looks like something else.</summary>
    public const string NeitherClass = "NeitherClass";
}
