namespace Ple.MLNet.Validation;

/// <summary>A number of a <see cref="ClassificationReport"/>. With two classes those of one class are of the positive one, with more the mean over classes, each against the others.</summary>
public enum ClassMetric
{
    /// <summary>Share of rows named rightly.</summary>
    Accuracy,

    /// <summary>Mean recall over all classes.</summary>
    BalancedAccuracy,

    /// <summary>Of rows named positive, those that are.</summary>
    Precision,

    /// <summary>Of positive rows, those that are named so.</summary>
    Recall,

    /// <summary>Harmonic mean of precision and recall.</summary>
    F1,

    /// <summary>Area under the precision-recall curve as steps, Σ (R_k - R_(k-1)) P_k.</summary>
    AveragePrecision,

    /// <summary>Area under the ROC curve.</summary>
    RocAuc,

    /// <summary>Mean squared error of probabilities; with more than two classes summed over classes. Lower is better.</summary>
    BrierScore,

    /// <summary>Mean of -log of the probability of the row's class, in nats; probabilities are kept 1e-15 from 0 and 1. Lower is better.</summary>
    LogLoss,

    /// <summary>Slope of a logistic regression of the class on the log-odds of its probability: 1 is calibrated, below 1 too extreme (Cox 1958).</summary>
    CalibrationSlope,

    /// <summary>Expected calibration error: mean distance of probability and frequency over ten bins of equal width, weighted by rows. With more than two classes of the class named. Lower is better.</summary>
    CalibrationError,

    /// <summary>Mean probability over prevalence: 1 where probabilities are right on average.</summary>
    ProbabilityRatio,
}
