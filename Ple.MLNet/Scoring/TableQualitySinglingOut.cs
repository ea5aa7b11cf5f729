using System.Globalization;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>
/// The singling-out attack of Giomi et al. (2023), "A Unified Framework for Quantifying Privacy Risk in Synthetic Data": predicates that hold for one synthetic row alone are
/// tried on training rows, and as a control on as many held-out rows. One that holds for exactly one row has singled it out.
/// </summary>
public sealed class TableQualitySinglingOut
{
    internal TableQualitySinglingOut(string attack, int predicates, int training, int control)
    {
        (Attack, Predicates, Training, Control) = (attack, predicates, (double)training / predicates, (double)control / predicates);
        (TrainingInterval, ControlInterval) = (Binomial.Interval(training, predicates), Binomial.Interval(control, predicates));
        PValue = Binomial.FisherExact(training, predicates, control, predicates);
        Risk = Control < 1 ? (Training - Control) / (1 - Control) : 0;
        double main = Half(TrainingInterval) / (1 - Control), other = Half(ControlInterval) * (1 - Training) / ((1 - Control) * (1 - Control));
        double error = Control < 1 ? Math.Sqrt(main * main + other * other) : 1;
        RiskInterval = new(Risk - error, Math.Min(1, Risk + error), 0.95);

        static double Half(ConfidenceInterval interval) => (interval.Upper - interval.Lower) / 2;
    }

    /// <summary>"Univariate": the least, the greatest and the unique values of single columns. "Multivariate": what a synthetic row has in some random columns together.</summary>
    public string Attack { get; }

    /// <summary>How many different predicates were tried.</summary>
    public int Predicates { get; }

    /// <summary>The share that singled out a training row.</summary>
    public double Training { get; }

    /// <summary>Wilson's 95 % interval of <see cref="Training"/>.</summary>
    public ConfidenceInterval TrainingInterval { get; }

    /// <summary>The share that singled out a held-out row: what the predicates can do without a leak.</summary>
    public double Control { get; }

    /// <summary>Wilson's 95 % interval of <see cref="Control"/>.</summary>
    public ConfidenceInterval ControlInterval { get; }

    /// <summary>(<see cref="Training"/> - <see cref="Control"/>) / (1 - <see cref="Control"/>): the share that only a leak explains. About 0 without one, and then below 0 as often as above.</summary>
    public double Risk { get; }

    /// <summary>A 95 % interval of <see cref="Risk"/>, from those of both shares.</summary>
    public ConfidenceInterval RiskInterval { get; }

    /// <summary>Of Fisher's exact test that both shares are equal.</summary>
    public double PValue { get; }

    /// <summary>The attack and its success.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Attack}: {Training:p1} of {Predicates} predicates single out a training row, {Control:p1} a held-out one; risk {Risk:.000}");
}
