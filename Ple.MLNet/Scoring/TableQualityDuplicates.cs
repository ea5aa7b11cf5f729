using System.Globalization;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>How often rows repeat training rows.</summary>
public sealed class TableQualityDuplicates
{
    internal TableQualityDuplicates((int Hits, int Rows) exact, (int Hits, int Rows) naturalExact, (int Hits, int Rows) near, (int Hits, int Rows) naturalNear)
    {
        (Exact, NaturalExact, Near, NaturalNear) = (Share(exact), Share(naturalExact), Share(near), Share(naturalNear));
        (ExactPValue, NearPValue) = (Test(exact, naturalExact), Test(near, naturalNear));

        static double Share((int Hits, int Rows) found) => (double)found.Hits / found.Rows;
        static double Test((int Hits, int Rows) found, (int Hits, int Rows) natural) => Binomial.FisherExact(found.Hits, found.Rows, natural.Hits, natural.Rows);
    }

    /// <summary>Share of synthetic rows that equal a training row in every column.</summary>
    public double Exact { get; }

    /// <summary>The same of held-out rows; without them, the share of training rows that equal another.</summary>
    public double NaturalExact { get; }

    /// <summary>Of Fisher's exact test that <see cref="Exact"/> and <see cref="NaturalExact"/> are equal.</summary>
    public double ExactPValue { get; }

    /// <summary>Share of synthetic rows as close to a training row as the closest twentieth of held-out rows are (distance over standardised numbers and
    /// categories).</summary>
    public double Near { get; }

    /// <summary>The same of held-out rows: .05, or more where many distances are equal. Without held-out rows, of training rows among themselves.</summary>
    public double NaturalNear { get; }

    /// <summary>Of Fisher's exact test that <see cref="Near"/> and <see cref="NaturalNear"/> are equal.</summary>
    public double NearPValue { get; }

    /// <summary>The shares.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"exact {Exact:p1} (natural {NaturalExact:p1}), near {Near:p1} (natural {NaturalNear:p1})");
}
