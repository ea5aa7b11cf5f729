namespace Ple.MLNet.Training;

/// <summary>Parts of a fit.</summary>
public enum TrainingPhase
{
    /// <summary>Estimation of the weights.</summary>
    Training,

    /// <summary>Steps of the bootstrap correction on the training rows.</summary>
    CorrectionOnRealRows,

    /// <summary>Steps of the bootstrap correction on the model's own rows.</summary>
    CorrectionOnSyntheticRows,
}
