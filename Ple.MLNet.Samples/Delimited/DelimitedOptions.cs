using System.CommandLine;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>What is said of a delimited file.</summary>
internal sealed record DelimitedOptions
{
    /// <summary>What is unpacked is held in one array, which holds no more.</summary>
    private const int LargestUnpackedMegabytes = 2000;

    /// <summary>The column of the classes, read as text.</summary>
    public required string Label { get; init; }

    /// <summary>Null infers it.</summary>
    public char? Separator { get; init; }

    /// <summary>Columns that are numbers, whatever they look like.</summary>
    public IReadOnlyCollection<string> Numbers { get; init; } = [];

    /// <summary>Columns that are text.</summary>
    public IReadOnlyCollection<string> Texts { get; init; } = [];

    /// <summary>Columns that nothing is learnt from.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>Most that a gzipped file may unpack to, in megabytes.</summary>
    public int MaxUnpackedMegabytes { get; init; } = LargestUnpackedMegabytes;

    /// <summary>Every column that is named.</summary>
    public IEnumerable<string> Named => [Label, .. Numbers, .. Texts, .. Excluded];

    /// <summary>Null leaves it to the cells.</summary>
    public bool? IsNumber(string column) => column == Label || Texts.Contains(column) ? false : Numbers.Contains(column) ? true : null;

    /// <summary>Adds the options for the columns to a command.</summary>
    /// <returns>How to read them.</returns>
    public static Func<ParseResult, string, DelimitedOptions> AddTo(Command command)
    {
        var separator = new Option<string>("--separator") { Description = "One character of ASCII, or 'tab'; without it, what the header has most of: comma, semicolon, tab or bar" };
        var numbers = new Option<string[]>("--number") { Description = "Columns of numbers; without it, those where every value is a number or missing", AllowMultipleArgumentsPerToken = true };
        var texts = new Option<string[]>("--text") { Description = "Columns of categories, such as codes made of digits", AllowMultipleArgumentsPerToken = true };
        var excluded = new Option<string[]>("--exclude") { Description = "Columns that nothing is learnt from, such as identifiers", AllowMultipleArgumentsPerToken = true };
        var maxUnpacked = new Option<int>("--max-unpacked") { Description = "Most that a gzipped file may unpack to, in megabytes, 1 to 2000", DefaultValueFactory = _ => LargestUnpackedMegabytes };
        maxUnpacked.Validators.Add(Validate.Between(1, LargestUnpackedMegabytes));
        separator.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not "tab" } token] && token.Value is not [>= ' ' and <= '~' and not '"'])
                result.AddError($"--separator is '{token.Value}'; it must be one character of ASCII but the quote, or 'tab'.");
        });
        foreach (Option option in (Option[])[separator, numbers, texts, excluded, maxUnpacked])
            command.Add(option);
        return (arguments, label) => new()
        {
            Label = label,
            Separator = arguments.GetValue(separator) is string text ? text == "tab" ? '\t' : text[0] : null,
            Numbers = arguments.GetValue(numbers) ?? [],
            Texts = arguments.GetValue(texts) ?? [],
            Excluded = arguments.GetValue(excluded) ?? [],
            MaxUnpackedMegabytes = arguments.GetValue(maxUnpacked),
        };
    }
}
