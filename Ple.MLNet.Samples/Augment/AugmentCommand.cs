using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Augment;

/// <summary><c>augment</c>: adds made rows of one class to a delimited file.</summary>
internal static class AugmentCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Delimited text with a header, UTF-8, gzipped or not", Required = true };
        var label = new Option<string>("--label") { Description = "Column of the classes", Required = true };
        var rareClass = new Option<string>("--class") { Description = "Class that gets new rows, as the file writes it", Required = true };
        var count = new Option<int>("--count") { Description = "New rows, 1 to 10,000,000", Required = true };
        var output = new Option<string>("--output") { Description = "File for the real rows, unchanged, and the new ones after them; its folder is made if absent", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same rows", DefaultValueFactory = _ => 1 };
        Option<bool> quoteFormulas = QuoteFormulas.Option();
        count.Validators.Add(Validate.Between(1, 10_000_000));

        var command = new Command("augment", "Learns a table and writes it with new rows of one class.") { data, label, rareClass, count, output, seed, quoteFormulas };
        Func<ParseResult, string, DelimitedOptions> options = DelimitedOptions.AddTo(command);
        command.SetWork((arguments, console, cancellation) => Stages.Show(console, stages =>
        {
            TorchBackend.EnsureLoaded();
            DelimitedOptions columns = options(arguments, arguments.GetRequiredValue(label));
            string source = arguments.GetRequiredValue(data);
            DelimitedFile file = stages.Run("reading", _ => DelimitedFile.Read(source, columns));
            string path = OutputCheck.File(arguments.GetRequiredValue(output), source);
            var augmenter = new TableAugmenter(new MLContext(arguments.GetValue(seed)), file, columns, arguments.GetValue(quoteFormulas));
            augmenter.Write(path, arguments.GetRequiredValue(rareClass), arguments.GetValue(count), arguments.GetValue(seed), stages, cancellation);
            stages.Say($"{file.RowCount} real rows and {arguments.GetValue(count)} new ones are in {path}");
        }));
        return command;
    }
}
