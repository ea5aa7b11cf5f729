using System.Globalization;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>
/// Differences as text. .NET's formats of two sections ("+0.0;-0.0") write "-+0.0" for what rounds to zero from below.
/// </summary>
internal static class SignedNumber
{
    /// <summary>The number with its sign; without one where it rounds to zero.</summary>
    /// <param name="format">Of the amount, such as "0.0".</param>
    public static string Format(double value, string format, string plus = "+", string minus = "-")
    {
        string amount = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        bool isZero = amount.All(c => c is '0' or '.');
        return (isZero || double.IsNaN(value) ? "" : value < 0 ? minus : plus) + amount;
    }
}
