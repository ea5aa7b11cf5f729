using System.CommandLine;
using System.Diagnostics;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>The <c>distributions</c> command: self-consuming estimation of parametric families, the paper's figures 4 and 5.</summary>
internal static class DistributionsCommand
{
    private const string Name = "distributions";

    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "smoke: 40 runs of 10 generations; default: 300 of 100; paper: 1000 of 100.", DefaultValueFactory = _ => "default" };
        preset.AcceptOnlyFromAmong("smoke", "default", "paper");
        var initialisations = new Option<int?>("--initialisations") { Description = "Independent runs, 2 or more. Overrides the preset." };
        var generations = new Option<int?>("--generations") { Description = "Generations after the one on real data, 1 or more. Overrides the preset." };
        var seed = new Option<int>("--seed") { Description = "Seed of all randomness.", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for distributions.csv, .png and .svg; made if absent.", DefaultValueFactory = _ => "results" };
        AtLeast(initialisations, 2);
        AtLeast(generations, 1);

        var command = new Command(Name, "Self-consuming estimation of parametric families: MLE against PLE (figures 4 and 5).")
        {
            preset, initialisations, generations, seed, output,
        };
        command.SetWork((parsed, console, cancellation) =>
        {
            (int runs, int length) = parsed.GetValue(preset) switch
            {
                "smoke" => (40, 10),
                "paper" => (1000, 100),
                _ => (300, 100),
            };
            Run(parsed.GetValue(initialisations) ?? runs, parsed.GetValue(generations) ?? length, parsed.GetValue(seed), parsed.GetRequiredValue(output), console, cancellation);
        });
        return command;
    }

    private static void Run(int initialisations, int generations, int seed, string output, IAnsiConsole console, CancellationToken cancellation)
    {
        string folder = OutputCheck.Folder(output, [$"{Name}.csv", .. FigureFiles.Names(Name)]);
        var watch = Stopwatch.StartNew();
        IReadOnlyList<PanelResult> results = console.Status().Start(
            "Estimating", status => PanelResult.RunAll(initialisations, generations, seed, step => status.Status(step), cancellation));
        TimeSpan estimating = watch.Elapsed;

        string path = Path.Combine(folder, Name);
        DistributionsCsv.Write($"{path}.csv", results);
        var figure = new DistributionsFigure(results, initialisations);
        figure.Save(path);

        console.Write(DistributionsTable.Of(results));
        console.WriteLine("Grey: an independent Python replication with 1000 runs. PLE keeps the mean; medians and single runs still sink.");
        console.WriteLine($"{initialisations} runs of {generations} generations in {estimating.TotalSeconds:f1} s. Written: {path}.csv, .png, .svg");
    }

    private static void AtLeast(Option<int?> option, int minimum) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() < minimum)
            result.AddError($"{option.Name} must be {minimum} or more.");
    });
}
