using System.Globalization;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>How often a class is among the training rows and among the synthetic ones. All rows are counted; those without a class, or of one that the training rows
/// do not have, belong to none.</summary>
public sealed class TableQualityClass
{
    internal TableQualityClass(string name, long trainingRows, long allTrainingRows, long syntheticRows, long allSyntheticRows)
    {
        (Class, TrainingRows, SyntheticRows) = (name, trainingRows, syntheticRows);
        (TrainingShare, SyntheticShare) = ((double)trainingRows / allTrainingRows, (double)syntheticRows / allSyntheticRows);
        (TrainingInterval, SyntheticInterval) = (Binomial.Interval(trainingRows, allTrainingRows), Binomial.Interval(syntheticRows, allSyntheticRows));
        PValue = Binomial.FisherExact(trainingRows, allTrainingRows, syntheticRows, allSyntheticRows);
    }

    /// <summary>The class, as text.</summary>
    public string Class { get; }

    /// <summary>Training rows of the class.</summary>
    public long TrainingRows { get; }

    /// <summary>Synthetic rows of the class.</summary>
    public long SyntheticRows { get; }

    /// <summary>Its share of the training rows, 0 to 1.</summary>
    public double TrainingShare { get; }

    /// <summary>Wilson's 95 % interval of <see cref="TrainingShare"/>.</summary>
    public ConfidenceInterval TrainingInterval { get; }

    /// <summary>Its share of the synthetic rows, 0 to 1.</summary>
    public double SyntheticShare { get; }

    /// <summary>Wilson's 95 % interval of <see cref="SyntheticShare"/>.</summary>
    public ConfidenceInterval SyntheticInterval { get; }

    /// <summary>Of Fisher's exact test that both shares are equal, of this class alone (findings correct for the number of classes).</summary>
    public double PValue { get; }

    /// <summary>The class and its shares.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}: {TrainingShare:p1} of training rows, {SyntheticShare:p1} of synthetic ones (p = {PValue:g2})");
}
