using System.CommandLine.Parsing;
using System.Globalization;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>Checks of option values; a failed one is shown before the command does anything.</summary>
internal static class Validate
{
    /// <summary>The option's value, where given, lies from <paramref name="lowest"/> to <paramref name="highest"/>.</summary>
    public static Action<OptionResult> Between<T>(T lowest, T highest) where T : IComparable<T>, IParsable<T> => result =>
    {
        // What cannot be parsed is left to System.CommandLine, which says so itself.
        if (result.Tokens is [Token token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out T? value)
            && (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0))
            result.AddError($"{result.Option.Name} is {token.Value}; it must be {lowest} to {highest}.");
    };
}
