using System.CommandLine;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>The option <c>--quote-formulas</c> of commands that write texts of a user's file.</summary>
internal static class QuoteFormulas
{
    public static Option<bool> Option() => new("--quote-formulas")
    {
        Description = "Write an apostrophe before texts that start with =, +, - or @ and are no numbers, header and real rows included: a spreadsheet would run " +
            "them as formulas. Without it they are written as they are",
    };
}
