using System.Globalization;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Mean and standard error over seeds; NaN values, of seeds that gave no number, are left out.</summary>
internal readonly record struct MeanAndError(double Mean, double Error, int Count)
{
    public static MeanAndError Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
            return new(double.NaN, double.NaN, 0);
        double mean = known.Average();
        double variance = known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1); // NaN for a single value
        return new(mean, Math.Sqrt(variance / known.Length), known.Length);
    }

    /// <summary>"12.3 ± 0.4", without the error where there is one value only, "n/a" where there is none.</summary>
    /// <param name="format">Of an amount, such as "0.0".</param>
    /// <param name="withPlus">"+12.3", as differences are written. What rounds to zero has no sign.</param>
    public string ToString(string format, bool withPlus = false)
    {
        if (Count == 0)
            return "n/a";
        string mean = SignedNumber.Format(Mean, format, plus: withPlus ? "+" : "");
        return Count == 1 ? mean : $"{mean} ± {Error.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
