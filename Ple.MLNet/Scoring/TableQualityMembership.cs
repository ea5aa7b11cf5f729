using System.Globalization;

namespace Ple.MLNet.Scoring;

/// <summary>
/// An attack that guesses from the synthetic rows who was in the training data, tried on as many training rows as held-out ones.
/// </summary>
public sealed class TableQualityMembership
{
    internal TableQualityMembership(string attack, double auc, double aucError, double truePositiveRate, double falsePositiveRate, int rows)
        => (Attack, Auc, AucError, TruePositiveRate, FalsePositiveRate, Rows) = (attack, auc, aucError, truePositiveRate, falsePositiveRate, rows);

    /// <summary>"Distance": who is close to a synthetic row was in the training data. "DensityRatio": who is where synthetic rows are denser than other real rows
    /// (DOMIAS, van Breugel et al. 2023; densities by the five nearest neighbors, the other real rows being half of the held-out ones): it finds leaks that the distance misses.</summary>
    public string Attack { get; }

    /// <summary>Area under the ROC curve: .5 knows nothing, 1 knows all.</summary>
    public double Auc { get; }

    /// <summary>Its standard error (Hanley and McNeil 1982).</summary>
    public double AucError { get; }

    /// <summary>The share of training rows that are named rightly where <see cref="FalsePositiveRate"/> of the held-out rows are named wrongly.</summary>
    public double TruePositiveRate { get; }

    /// <summary>.01; .05 below 500 rows.</summary>
    public double FalsePositiveRate { get; }

    /// <summary>Training rows, and held-out rows, that the attack was tried on.</summary>
    public int Rows { get; }

    /// <summary>The attack and its success.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Attack}: AUC {Auc:.000} ± {AucError:.000}, {TruePositiveRate:p1} found at {FalsePositiveRate:p0} false");
}
