using System.CommandLine;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary><c>own-model</c>: a generative model that the library does not know, beside the built-in one.</summary>
internal static class OwnModelCommand
{
    private const string Name = "own-model", CsvName = Name + ".csv", ModelName = Name + ".zip";

    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "smoke: 600 steps, 1 seed; default: 6000 steps, 3 seeds", DefaultValueFactory = _ => "default" };
        var steps = new Option<int?>("--steps") { Description = "Training steps, 1 to 1,000,000. Overrides the preset" };
        var seeds = new Option<int?>("--seeds") { Description = "Runs, 1 to 100. Overrides the preset" };
        var output = new Option<string>("--output") { Description = $"Folder for {CsvName}, {ModelName} and the picture; made if absent", DefaultValueFactory = _ => "out" };
        preset.AcceptOnlyFromAmong("smoke", "default");
        steps.Validators.Add(Validate.Between(1, 1_000_000));
        seeds.Validators.Add(Validate.Between(1, 100));

        var command = new Command(Name, "Trains a model of one's own (a rectified flow) on two moons, as the built-in VAE is trained; saves it and loads it in another process.")
        {
            preset, steps, seeds, output,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            (int length, int runs) = arguments.GetValue(preset) == "smoke" ? (600, 1) : (6000, 3);
            string folder = OutputCheck.Folder(arguments.GetRequiredValue(output), [CsvName, ModelName, .. FigureFiles.Names(Name)]);
            var experiment = new OwnModelExperiment(arguments.GetValue(steps) ?? length, Path.Combine(folder, ModelName));
            Stages.Show(console, stages => Report(experiment, experiment.Run(arguments.GetValue(seeds) ?? runs, stages, cancellation), folder, console));
        });
        return command;
    }

    private static void Report(OwnModelExperiment experiment, IReadOnlyList<OwnModelResult> results, string folder, IAnsiConsole console)
    {
        OwnModelResult.Write(Path.Combine(folder, CsvName), results);
        OwnModelFigure.Save(Path.Combine(folder, Name), TwoMoons.Read(experiment.HeldOut), results.Where(r => r.Seed == results[0].Seed));
        console.Write(OwnModelTable.Of(results));
        console.WriteLine($"Distances from {OwnModelExperiment.ScoredRows} held-out points, in thousandths; 0 is the best.");
        console.WriteLine($"Another process loaded {ModelName} and made the same {OwnModelExperiment.ScoredRows} points, bit by bit.");
        console.WriteLine($"In {folder}: {CsvName}, {ModelName}, {Name}.png, .svg");
    }
}
