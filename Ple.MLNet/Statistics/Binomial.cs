using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Statistics;

/// <summary>Of shares of independent rows.</summary>
internal static class Binomial
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>A bound of the score interval of a share (Wilson 1927).</summary>
    /// <param name="share">As counted.</param>
    /// <param name="rows">Of how many; NaN for none.</param>
    /// <param name="sign">-1 for the lower, 1 for the upper bound.</param>
    /// <param name="quantile">Of the normal distribution; that of 95 % by default.</param>
    public static double Wilson(double share, double rows, int sign, double quantile = Normal975)
    {
        double z2 = quantile * quantile / rows;
        return (share + z2 / 2 + sign * Math.Sqrt(z2 * (share * (1 - share) + z2 / 4))) / (1 + z2);
    }

    /// <summary>The 95 % score interval of a share (Wilson 1927).</summary>
    public static ConfidenceInterval Interval(long hits, long rows) => new(Wilson((double)hits / rows, rows, -1), Wilson((double)hits / rows, rows, 1), 0.95);

    /// <summary>The score interval of a share.</summary>
    /// <param name="share">As counted.</param>
    /// <param name="rows">Of how many, or as many as its variance is worth.</param>
    /// <param name="level">Of the interval.</param>
    public static ConfidenceInterval Interval(double share, double rows, double level)
    {
        double quantile = Normal.InvCDF(0, 1, (1 + level) / 2);
        return new(Math.Max(0, Wilson(share, rows, -1, quantile)), Math.Min(1, Wilson(share, rows, 1, quantile)), level);
    }

    /// <summary>Fisher's exact test that two shares are equal: the probability, given all hits, of a split that is no more likely than this one (two-sided).</summary>
    /// <param name="hits">Of the first sample.</param>
    /// <param name="rows">Of the first sample.</param>
    /// <param name="otherHits">Of the second sample.</param>
    /// <param name="otherRows">Of the second sample.</param>
    public static double FisherExact(long hits, long rows, long otherHits, long otherRows)
    {
        long all = rows + otherRows, allHits = hits + otherHits;
        long least = Math.Max(0, allHits - otherRows), most = Math.Min(allHits, rows);
        long mode = Math.Clamp((long)((allHits + 1.0) * (rows + 1.0) / (all + 2.0)), least, most);
        double found = Math.Exp(LogWeight(hits) - LogWeight(mode)), extreme = 0, total = 0;
        for (int direction = -1; direction <= 1; direction += 2)
        {
            double weight = 1;
            for (long k = direction < 0 ? mode : mode + 1; k >= least && k <= most && weight > 1e-30; k += direction)
            {
                weight = Math.Exp(LogWeight(k) - LogWeight(mode));
                total += weight;
                extreme += weight <= found * (1 + 1e-7) ? weight : 0;
            }
        }
        return Math.Min(1, Math.Max(extreme, found) / total);

        // Of the hypergeometric distribution, but for what all splits share.
        double LogWeight(long k) => -Log(k) - Log(allHits - k) - Log(rows - k) - Log(otherRows - allHits + k);
        static double Log(long n) => SpecialFunctions.GammaLn(n + 1.0);
    }
}
