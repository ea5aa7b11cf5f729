using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary><c>mixture</c>: Gaussian mixtures of few rows, EM against hypernetworks and direct descent (the paper's figures 3 and 6 to 9).</summary>
internal static class MixtureCommand
{
    private const string CsvName = "mixture.csv";

    private static readonly string[] _pictures = ["mixture-gain", "mixture-lambda", "mixture-methods"];

    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "Sizes of the run: smoke, default (30 seeds) or paper (100 seeds)", DefaultValueFactory = _ => MixturePreset.Default.Name };
        var seeds = new Option<int?>("--seeds") { Description = "Data sets of each cell, 2 to 10000; without it, as the preset says" };
        var directSteps = new Option<int>("--direct-steps") { Description = "Steps at which direct descent stops: early, or it becomes EM (the hypernetworks take 1000)", DefaultValueFactory = _ => 300 };
        var divergence = new Option<DivergenceKind>("--divergence") { Description = "KL by draws from the truth (TruthToFit) or from the fit (FitToTruth)" };
        var threads = new Option<int>("--threads") { Description = "Threads of EM and of divergences; hypernetworks of this size are fastest on one. Results do not depend on it", DefaultValueFactory = _ => 2 };
        var output = new Option<string>("--output") { Description = "Folder for mixture.csv and the pictures; made if absent", DefaultValueFactory = _ => "out" };
        var compareSpeed = new Option<bool>("--compare-speed") { Description = "Only time 100 batched hypernetworks against one after another" };
        preset.AcceptOnlyFromAmong([.. MixturePreset.All.Select(p => p.Name)]);
        seeds.Validators.Add(Validate.Between(2, 10_000));
        directSteps.Validators.Add(Validate.Between(1, 100_000));
        threads.Validators.Add(Validate.Between(1, 256));

        var command = new Command("mixture", "Fits mixtures of two Gaussians to small data sets, by EM, by hypernetwork with PLE's penalty, and by early-stopped direct descent.")
        {
            preset, seeds, directSteps, divergence, threads, output, compareSpeed,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(1);
            if (arguments.GetValue(compareSpeed))
            {
                console.WriteLine(SpeedComparison.Run());
                return;
            }
            MixturePreset sizes = MixturePreset.All.Single(p => p.Name == arguments.GetValue(preset));
            string folder = OutputCheck.Folder(arguments.GetRequiredValue(output), [CsvName, .. _pictures.SelectMany(FigureFiles.Names)]);
            var experiment = new MixtureExperiment(
                sizes.Grid, arguments.GetValue(seeds) ?? sizes.Seeds, arguments.GetValue(divergence), sizes.Draws, arguments.GetValue(threads));
            IReadOnlyList<MixtureMethod> methods = MixtureMethod.All(sizes.Lambdas, arguments.GetValue(directSteps), arguments.GetValue(threads));
            Stages.Show(console, stages => Report(new(sizes.Grid, experiment.Run(methods, stages, cancellation)), folder, console));
        });
        return command;
    }

    private static void Report(MixtureResults results, string folder, IAnsiConsole console)
    {
        MixtureCsv.Write(Path.Combine(folder, CsvName), results.Cells);
        string[] pictures = [.. _pictures.Select(name => Path.Combine(folder, name))];
        MixtureMethod[] hypernetworks = [.. results.Hypernetworks];
        MixtureMethod penalised = hypernetworks[1];
        new GainFigure(results, [penalised, .. results.Methods.Skip(1).Except(hypernetworks).Reverse()], columns: 3).Save(pictures[0]);
        new GainFigure(results, hypernetworks, columns: 2).Save(pictures[1]);
        DivergenceFigure.Save(results, pictures[2]);
        console.Write(MixtureTable.Of(results));
        console.WriteLine("Above 0: closer to the truth than EM on the same data. Failed: no mixture. Collapsed: a component narrower than 3 % of the truth's.");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0} CPU seconds. In {folder}: {CsvName}; {string.Join(", ", _pictures)} as .png and .svg"));
    }
}
