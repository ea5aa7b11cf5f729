using System.Globalization;

namespace Ple.MLNet.Scoring;

/// <summary>
/// What a classifier of the label learns from synthetic rows, beside what it learns from as many training rows: logistic regression of each class against the others on bins of
/// columns and of pairs of columns.
/// </summary>
public sealed class TableQualityDownstream
{
    internal TableQualityDownstream()
    {
    }

    /// <summary>Rows that each classifier was fitted to.</summary>
    public int FittedRows { get; internal init; }

    /// <summary>Rows that both were tried on.</summary>
    public int TestRows { get; internal init; }

    /// <summary>True where they were tried on held-out rows. False where there are none: then they were tried on training rows, which flatters the classifier of training rows.</summary>
    public bool IsTestedOnHeldOut { get; internal init; }

    /// <summary>Mean recall over classes, fitted to synthetic rows.</summary>
    public double SyntheticBalancedAccuracy { get; internal init; }

    /// <summary>Mean recall over classes, fitted to training rows.</summary>
    public double TrainingBalancedAccuracy { get; internal init; }

    /// <summary>The rarest class of the test rows.</summary>
    public string RarestClass { get; internal init; } = "";

    /// <summary>Area under the precision-recall curve of <see cref="RarestClass"/> against the others, fitted to synthetic rows. 0 where no synthetic row has the class.</summary>
    public double SyntheticAveragePrecision { get; internal init; }

    /// <summary>The same, fitted to training rows.</summary>
    public double TrainingAveragePrecision { get; internal init; }

    /// <summary>Each class of the test rows.</summary>
    public IReadOnlyList<TableQualityRecall> Recalls { get; internal init; } = [];

    /// <summary>Balanced accuracy and average precision.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"balanced accuracy {SyntheticBalancedAccuracy:.000} fitted to synthetic rows, {TrainingBalancedAccuracy:.000} to training rows; average precision of {RarestClass} {SyntheticAveragePrecision:.000}, {TrainingAveragePrecision:.000}");
}
