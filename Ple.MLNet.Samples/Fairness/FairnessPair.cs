using System.Globalization;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>The two classes of a task, by their labels.</summary>
/// <param name="AmongAll">Whether all other classes take part.</param>
internal readonly record struct FairnessPair(byte Majority, byte Minority, bool AmongAll = false)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Majority}:{Minority}{(AmongAll ? " among all" : "")}");

    /// <summary>Reads "3:6,5:8".</summary>
    /// <exception cref="UserErrorException">Not such a list, or a pair stands twice.</exception>
    public static IReadOnlyList<FairnessPair> ParseMany(string text)
    {
        FairnessPair[] pairs = [.. text.Split(',').Select(Parse)];
        return pairs.Distinct().Count() == pairs.Length ? pairs : throw new UserErrorException($"--pairs '{text}' names a pair twice.");
    }

    private static FairnessPair Parse(string text) => text.Split(':') is [string majority, string minority]
        && byte.TryParse(majority, NumberStyles.None, CultureInfo.InvariantCulture, out byte frequent) && byte.TryParse(minority, NumberStyles.None, CultureInfo.InvariantCulture, out byte rare)
        ? new(frequent, rare)
        : throw new UserErrorException($"--pairs holds '{text}'; pairs are labels such as 3:6, the frequent one first, with commas between pairs.");
}
