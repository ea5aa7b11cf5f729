using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>One number over the runs of a generation.</summary>
internal sealed record CollapsePoint(MeanAndError Mean, double Median, double LowerDecile, double UpperDecile)
{
    public static CollapsePoint Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
        return new(MeanAndError.Of(sorted), At(0.5), At(0.1), At(0.9));
    }
}
