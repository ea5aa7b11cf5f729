using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>The rules by which scores of features accuse a generator.</summary>
internal static class ScoreFindings
{
    /// <summary>Of a test that accuses; divided by the number of classes where each is looked at.</summary>
    public const double Level = 0.01;

    private const double CopyScore = 4, WorthTelling = 10;

    /// <summary>Copies: shares of exact or near ones above the held-out rows' by 4 standard errors of the difference.</summary>
    public static Finding? Copies(FeatureScores scores)
    {
        if (scores.ExactCopies is not { } exact || scores.NearCopies is not { } near)
            return null;
        (double naturalExact, double naturalNear) = (scores.NaturalExactCopies!.Value, scores.NaturalNearCopies!.Value);
        if (Exceeds(exact, naturalExact))
            return new(FindingKind.Copies, Text($"{exact:P1} of the generated rows are exact copies of training rows; of held-out rows it is {naturalExact:P1}. Copies add nothing, and disclose whom the training rows are about."));
        return Exceeds(near, naturalNear)
            ? new(FindingKind.Copies, Text($"{near:P1} of the generated rows lie as near to a training row as {naturalNear:P1} of the held-out rows do: they are nearly copies."))
            : null;

        bool Exceeds(double share, double natural)
        {
            double n = scores.KeptGeneratedRows, m = scores.KeptRealRows, pooled = (share * n + natural * m) / (n + m);
            return share - natural > CopyScore * Math.Sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)) && (share - natural) * n > 1;
        }
    }

    /// <summary>Rows that can be told from real ones, by their means and covariances.</summary>
    /// <param name="real">A sample.</param>
    /// <param name="generated">A sample.</param>
    /// <param name="seed">Of the test.</param>
    /// <param name="level">Of the test.</param>
    /// <param name="rows">"Rows of class 'x'" for example.</param>
    /// <param name="subject">The class; empty for all rows.</param>
    public static Finding? Unlike(float[][] real, float[][] generated, int seed, double level, string rows, string subject = "")
        => FrechetTest.PValue(real, generated, Seeds.Derive(seed, SeedPurpose.Divisions)) is { } p && p < level
            ? new(FindingKind.Unlike, Text($"{rows} can be told from real ones by their means and covariances ({(p < 0.0001 ? "p < 0.0001" : $"p = {p:0.####}")} for equal ones)."), subject)
            : null;

    /// <summary>Rows so few that the Frechet distance is bias above all.</summary>
    public static Finding? TooFew(FeatureScores scores, string rows, string subject = "")
        => scores.Fid is not null && Math.Min(scores.RealRows, scores.GeneratedRows) < WorthTelling * scores.Dimensions
            ? new(FindingKind.TooFewRows, Text($"{rows}: {scores.RealRows} real and {scores.GeneratedRows} generated for {scores.Dimensions} features. FID is biased upwards at so few (below {WorthTelling * scores.Dimensions}); KID is not."), subject)
            : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
