using System.Globalization;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Validation;

/// <summary>A metric as measured.</summary>
/// <param name="Value">NaN where it cannot be computed: without probabilities, or of one class alone.</param>
/// <param name="Interval">Bootstrap interval over rows, by percentiles; null without resamples.</param>
public sealed record MeasuredValue(double Value, ConfidenceInterval? Interval)
{
    /// <summary>The value and its interval.</summary>
    public override string ToString() => double.IsNaN(Value) ? "n/a"
        : string.Create(CultureInfo.InvariantCulture, $"{Value:0.####}") + (Interval is { } i ? string.Create(CultureInfo.InvariantCulture, $" ({i.Lower:0.####} to {i.Upper:0.####})") : "");
}
