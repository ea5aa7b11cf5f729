using System.Globalization;

namespace Ple.MLNet.Scoring;

/// <summary>How often rows repeat training rows.</summary>
public sealed class TableQualityDuplicates
{
    internal TableQualityDuplicates(double exact, double naturalExact, double near, double naturalNear)
        => (Exact, NaturalExact, Near, NaturalNear) = (exact, naturalExact, near, naturalNear);

    /// <summary>Share of synthetic rows that equal a training row in every column.</summary>
    public double Exact { get; }

    /// <summary>The same of held-out rows; without them, the share of training rows that equal another.</summary>
    public double NaturalExact { get; }

    /// <summary>Share of synthetic rows as close to a training row as the closest twentieth of held-out rows are (distance over standardised numbers and
    /// categories).</summary>
    public double Near { get; }

    /// <summary>The same of held-out rows: .05, or more where many distances are equal. Without held-out rows, of training rows among themselves.</summary>
    public double NaturalNear { get; }

    /// <summary>The shares.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"exact {Exact:p1} (natural {NaturalExact:p1}), near {Near:p1} (natural {NaturalNear:p1})");
}
