using System.Globalization;
using System.Text;

namespace Ple.MLNet.Interop;

/// <summary>Users' values in messages: none too long, not too many, and none that breaks a line or a terminal.</summary>
internal static class Quoted
{
    private const int MostCharacters = 100, MostValues = 20;

    /// <summary>In quotes, cut at 100 characters; control characters and halves of surrogate pairs by their number.</summary>
    public static string Value(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var shown = new StringBuilder("'");
        foreach (Rune rune in text.AsSpan(0, Math.Min(text.Length, MostCharacters)).EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                shown.Append(rune.ToString());
        }
        shown.Append('\'');
        if (text.Length > MostCharacters)
            shown.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)");
        return shown.ToString();
    }

    /// <summary>The first 20, then how many more.</summary>
    public static string List(IEnumerable<object> values)
    {
        object[] all = [.. values];
        string shown = string.Join(", ", all.Take(MostValues).Select(Value));
        return all.Length > MostValues ? $"{shown} and {all.Length - MostValues} more" : shown;
    }
}
