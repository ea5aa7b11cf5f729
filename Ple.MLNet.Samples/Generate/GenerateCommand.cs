using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Generate;

/// <summary><c>generate</c>: makes images with a generator that was saved before.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Saved generator, as written by 'fairness'", Required = true };
        var count = new Option<int>("--count") { Description = "Images to make, 1 to 1,000,000", DefaultValueFactory = _ => 100 };
        var output = new Option<string>("--output") { Description = "Folder for the images and the sheet; made if absent", DefaultValueFactory = _ => "out" };
        count.Validators.Add(Validate.Between(1, 1_000_000));

        var command = new Command("generate", "Loads a saved generator and writes images and a sheet of them as PNG files.") { model, count, output };
        command.SetWork((arguments, console, cancellation) => Stages.Show(console, stages =>
        {
            string source = arguments.GetRequiredValue(model);
            var generator = new ImageGenerator(new MLContext(), source);
            string folder = OutputCheck.Folder(arguments.GetRequiredValue(output), ImageGenerator.FileNames(arguments.GetValue(count)), source);
            int images = stages.Run("generating", progress => generator.Write(folder, arguments.GetValue(count), progress, cancellation));
            stages.Say($"{images} images of {generator.Width} x {generator.Height} and {ImageGenerator.SheetName} are in {folder}");
        }));
        return command;
    }
}
