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
}
