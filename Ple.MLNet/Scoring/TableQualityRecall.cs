using System.Globalization;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>Of the test rows of a class, the shares that two classifiers name rightly.</summary>
public sealed class TableQualityRecall
{
    internal TableQualityRecall(string name, int rows, int synthetic, int training)
        => (Class, Rows, Synthetic, SyntheticInterval, Training, TrainingInterval)
            = (name, rows, (double)synthetic / rows, Binomial.Interval(synthetic, rows), (double)training / rows, Binomial.Interval(training, rows));

    /// <summary>The class, as text.</summary>
    public string Class { get; }

    /// <summary>Test rows of the class.</summary>
    public int Rows { get; }

    /// <summary>Recall of the classifier fitted to synthetic rows, 0 to 1.</summary>
    public double Synthetic { get; }

    /// <summary>Wilson's 95 % interval of <see cref="Synthetic"/>.</summary>
    public ConfidenceInterval SyntheticInterval { get; }

    /// <summary>Recall of the classifier fitted to training rows, 0 to 1.</summary>
    public double Training { get; }

    /// <summary>Wilson's 95 % interval of <see cref="Training"/>.</summary>
    public ConfidenceInterval TrainingInterval { get; }

    /// <summary>The class and both recalls.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}: {Synthetic:p1} fitted to synthetic rows, {Training:p1} to training rows");
}
