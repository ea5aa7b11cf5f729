using System.CommandLine;
using System.Globalization;
using MathNet.Numerics.Random;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.MadeTables;

/// <summary><c>make-table</c>: a table of any size to try the other commands with, and what the best classifier there can be comes to on it.</summary>
internal static class MakeTableCommand
{
    public static Command Create()
    {
        var kind = new Option<string>("--kind") { Description = "accounts: dates, categories, missing numbers; sensors: numbers and a ring", DefaultValueFactory = _ => "accounts" };
        var rows = new Option<int>("--rows") { Description = "Rows, 1 to 100,000,000", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "Of the rows", DefaultValueFactory = _ => 1 };
        var comma = new Option<bool>("--decimal-comma") { Description = "Semicolons between cells and commas in numbers" };
        var output = new Option<string>("--output") { Description = "The file; its folder is made if absent", DefaultValueFactory = _ => "table.csv" };
        kind.AcceptOnlyFromAmong("accounts", "sensors");
        rows.Validators.Add(Validate.Between(1, 100_000_000));
        var command = new Command("make-table", "Writes a table of two classes whose truth is known.") { kind, rows, seed, comma, output };
        command.SetWork((arguments, console, _) =>
        {
            MadeTable table = arguments.GetValue(kind) == "sensors" ? MadeTable.Sensors : MadeTable.Accounts;
            bool isComma = arguments.GetValue(comma);
            string file = OutputCheck.File(arguments.GetRequiredValue(output));
            (double loss, long rare) = (0, 0);
            AtomicFile.WriteLines(file, Lines(table, arguments.GetValue(rows), arguments.GetValue(seed), isComma, (isRare, probability) =>
            {
                rare += isRare ? 1 : 0;
                loss -= Math.Log(isRare ? probability : 1 - probability);
            }));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {arguments.GetValue(rows)} rows, {rare} of class {MadeTable.Rare}; log-loss of the true probabilities {loss / arguments.GetValue(rows):0.0000}"));
        });
        return command;
    }

    private static IEnumerable<string> Lines(MadeTable table, int rows, int seed, bool isComma, Action<bool, double> tell)
    {
        string separator = isComma ? ";" : ",";
        CultureInfo culture = isComma ? new("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u00a0" } } : CultureInfo.InvariantCulture;
        var random = new MersenneTwister(seed, threadSafe: false);
        yield return string.Join(separator, table.Header);
        for (int row = 0; row < rows; row++)
        {
            (object[] cells, double probability) = table.Row(random);
            bool isRare = random.NextDouble() < probability;
            tell(isRare, probability);
            yield return string.Join(separator, [.. cells.Select(c => Convert.ToString(c, culture)), isRare ? MadeTable.Rare : MadeTable.Frequent]);
        }
    }
}
