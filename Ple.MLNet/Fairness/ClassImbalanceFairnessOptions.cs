using Ple.MLNet.Models;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Fairness;

/// <summary>Options of <see cref="ClassImbalanceFairnessEstimator"/>.</summary>
public sealed class ClassImbalanceFairnessOptions
{
    /// <summary>Column of features, a known-size vector of Single; the same name in the real and the generated table.
    /// Default: "Features".</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>Column of the real table that holds the class: text, key, Boolean or number. Default: "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Column of the generated table with the class that an oracle gave each row: text, key, Boolean or number.
    /// Default: "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>The majority class, as text. Default: null, the class with the most real rows (the first by name of several).</summary>
    public string? MajorityClass { get; init; }

    /// <summary>The minority class, as text. Default: null, the class with the fewest real rows (the last by name of several).</summary>
    public string? MinorityClass { get; init; }

    /// <summary>Boolean column of the generated table that says of which rows the oracle takes them for none of its classes; they are counted apart, and
    /// stay in the class that is predicted. Default: "NeitherClass"; a table without it has no such count.</summary>
    public string NeitherClassColumnName { get; init; } = "NeitherClass";

    /// <summary>Column of images of both tables, a vector of Single from 0 to 1, of which a few of each class are kept for <see cref="FairnessReport.ToHtml(string)"/>
    /// (and saved with the model). Default: null, no images.</summary>
    public string? ImageColumnName { get; init; }

    /// <summary>Of the images. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? ImageWidth { get; init; }

    /// <summary>Of the images. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? ImageHeight { get; init; }

    /// <summary>The metrics are taken over at most so many rows of each class on each side, a random sample where there are more: at least 2, or
    /// null for all rows. Default: null. FID is biased upwards when rows are few, so a minority with fewer rows looks worse than it
    /// is: a number that every class reaches makes the FIDs of the classes comparable. Counts and frequencies take all rows.</summary>
    public int? RowsPerClass { get; init; }

    /// <summary>Samples, subsets and neighborhoods; with <see cref="RowsPerClass"/> so many rows are kept of each class, whatever they say.</summary>
    public FeatureMetricOptions Metrics { get; init; } = new();

    /// <summary>Bootstrap resamples of generated and of real rows behind the interval of the fairness ratio by FID; 0 for no interval, else 2 to 10,000. Default: 200. Each
    /// costs two eigenproblems of min(rows, dimensions) for the majority and for the minority, when the interval is first asked for.</summary>
    public int Resamples { get; init; } = 200;

    /// <summary>Confidence level of the intervals, between 0 and 1 exclusive. Default: 0.95.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>Fixes the sampled rows and the resamples. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(PredictedLabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(NeitherClassColumnName);
        ImageShape.CheckSides(ImageWidth, ImageHeight, nameof(ImageWidth));
        ArgumentNullException.ThrowIfNull(Metrics);
        Metrics.Validate();
        if (RowsPerClass is < 2)
            throw new ArgumentOutOfRangeException(nameof(RowsPerClass), RowsPerClass, "Must be null or at least 2.");
        if (Resamples is < 0 or 1 or > 10_000)
            throw new ArgumentOutOfRangeException(nameof(Resamples), Resamples, "Must be 0 or from 2 to 10,000.");
        if (ConfidenceLevel is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ConfidenceLevel), ConfidenceLevel, "Must lie between 0 and 1 exclusive.");
    }
}
