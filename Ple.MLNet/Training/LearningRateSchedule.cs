namespace Ple.MLNet.Training;

/// <summary>How the learning rate goes over the steps.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same at every step.</summary>
    Constant,

    /// <summary>From the full rate to zero along half a cosine.</summary>
    Cosine,
}
