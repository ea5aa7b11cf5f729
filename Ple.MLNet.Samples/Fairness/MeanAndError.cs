using System.Globalization;

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
    public string ToString(string format)
    {
        if (Count == 0)
            return "n/a";
        string mean = Mean.ToString(format, CultureInfo.InvariantCulture);
        return Count == 1 ? mean : $"{mean} ± {Error.ToString(format.TrimStart('+').Split(';')[0], CultureInfo.InvariantCulture)}";
    }
}
