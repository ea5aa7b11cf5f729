using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.Tabular;

/// <summary><c>tabular</c>: which treatment of rare classes helps on a table?</summary>
internal static class TabularCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Delimited text with a header, UTF-8, gzipped or not; without it, loans of which few went bad" };
        var label = new Option<string>("--label") { Description = "Column of the classes; needed with --data" };
        var ratio = new Option<double?>("--ratio") { Description = "Rows of every other class for each of the most frequent one, above 0 to 1; without it, 1/3, or 1 where no class is rarer than that" };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats with seeds 1 to N, at most 100; without it, as the preset says" };
        var output = new Option<string>("--output") { Description = "Folder for tabular.csv and quality.csv; made if absent", DefaultValueFactory = _ => "out" };
        var preset = new Option<string>("--preset") { Description = "Sizes of the run", DefaultValueFactory = _ => TabularPreset.Default.Name };
        var arms = new Option<string?>("--arms") { Description = "Treatments to compare, with commas between them; without it, all" };
        var exchange = new Option<string?>("--exchange") { Description = "Folder that gets the training rows of each seed as train-SEED.csv; where it has rows-SEED.csv, real rows and new ones of another program, these are an arm" };
        Option<bool> quoteFormulas = QuoteFormulas.Option();
        preset.AcceptOnlyFromAmong([.. TabularPreset.All.Select(p => p.Name)]);
        ratio.Validators.Add(Validate.Between(0.001, 1.0));
        seeds.Validators.Add(Validate.Between(1, 100));

        var command = new Command("tabular", "Compares ways to treat rare classes of a table: weights, copies, SMOTE, generators.") { data, label, ratio, seeds, output, preset, arms, exchange, quoteFormulas };
        Func<ParseResult, string, DelimitedOptions> columns = DelimitedOptions.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            if (arguments.GetValue(data) is not null && arguments.GetValue(label) is null)
                throw new UserErrorException("--data needs --label, the column of the classes.");
            TabularPreset sizes = TabularPreset.All.Single(p => p.Name == arguments.GetValue(preset));
            var options = new TabularOptions
            {
                Preset = sizes,
                DataFile = arguments.GetValue(data) ?? ShippedTable.File,
                Columns = columns(arguments, arguments.GetValue(label) ?? ShippedTable.Label),
                Ratio = arguments.GetValue(ratio),
                Seeds = arguments.GetValue(seeds) ?? sizes.Seeds,
                Arms = [.. (arguments.GetValue(arms) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
                ExchangeFolder = arguments.GetValue(exchange),
                QuoteFormulas = arguments.GetValue(quoteFormulas),
                OutputFolder = arguments.GetRequiredValue(output),
            };
            TorchBackend.EnsureLoaded();
            var mlContext = new MLContext(seed: 1);
            DelimitedFile file = DelimitedFile.Read(options.DataFile, options.Columns);
            var table = new LabelledTable(file, options.Columns);
            console.WriteLine(table.Describe());
            foreach (string warning in table.Warnings)
                console.WriteLine($"warning: {warning}");
            var experiment = new TabularExperiment(mlContext, file, table, options, cancellation);
            IReadOnlyList<TabularResult> results = [];
            Stages.Show(console, stages => results = experiment.Run(stages));
            foreach (string downstream in results.Select(r => r.Downstream).Distinct())
                console.Write(TabularTable.Of(downstream, results));
        });
        return command;
    }
}
