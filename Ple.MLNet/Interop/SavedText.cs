using System.Text;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>What text a model may hold: UTF-16 without halves of surrogate pairs (for which a file would give other text back), and not too long.</summary>
internal static class SavedText
{
    /// <summary>Most characters of a category, a slot name, a key value or the name of a column.</summary>
    public const int MostCharacters = 10_000;

    /// <param name="text">To be saved.</param>
    /// <param name="what">What it is, at the start of a message: names the column.</param>
    /// <param name="most">Most characters.</param>
    /// <exception cref="InvalidOperationException">It could not be saved.</exception>
    public static void Check(ReadOnlySpan<char> text, string what, int most = MostCharacters)
    {
        if (Fault(text, most) is string fault)
            throw Contracts.Except($"{what} {fault}: {Quoted.Value(text.ToString())}.");
    }

    /// <returns>What is wrong with it, in words; null if nothing.</returns>
    public static string? Fault(ReadOnlySpan<char> text, int most = MostCharacters)
    {
        if (text.Length > most)
            return $"has {text.Length} characters, more than the {most} that a model keeps";
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (Rune.DecodeFromUtf16(text[i..], out _, out _) != System.Buffers.OperationStatus.Done)
                return $"holds half of a surrogate pair at character {i}, which is no text";
            i++;
        }
        return null;
    }
}
