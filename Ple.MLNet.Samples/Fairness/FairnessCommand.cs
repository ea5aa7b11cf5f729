using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.Fairness;

/// <summary><c>fairness</c>: is the rare class treated as well as the frequent one, and does PLE help?</summary>
internal static class FairnessCommand
{
    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "Sizes of the run", DefaultValueFactory = _ => FairnessPreset.Default.Name };
        var data = new Option<string>("--data") { Description = "Folder of four IDX files, gzipped or not; without it, MNIST" };
        var majority = new Option<byte>("--majority") { Description = "Frequent class, a label of the data", DefaultValueFactory = _ => 3 };
        var minority = new Option<byte>("--minority") { Description = "Rare class, a label of the data", DefaultValueFactory = _ => 6 };
        var ratio = new Option<double>("--imbalance-ratio") { Description = "Frequent rows for each rare row, 1 to 1000", DefaultValueFactory = _ => 10 };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats with seeds 1 to N, at most 100; without it, as the preset says" };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var threads = new Option<int>("--threads") { Description = "Threads to compute with; results repeat exactly for the same number", DefaultValueFactory = _ => 1 };
        preset.AcceptOnlyFromAmong([.. FairnessPreset.All.Select(p => p.Name)]);
        ratio.Validators.Add(Validate.Between(1.0, 1000.0));
        seeds.Validators.Add(Validate.Between(1, 100));
        threads.Validators.Add(Validate.Between(1, 256));

        var command = new Command("fairness", "Trains generators on two classes of images, one of them rare, and compares how well each class is treated.")
        {
            data, majority, minority, ratio, seeds, output, preset, threads,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            FairnessPreset sizes = FairnessPreset.All.Single(p => p.Name == arguments.GetValue(preset));
            var options = new FairnessOptions
            {
                Preset = sizes,
                DataFolder = arguments.GetValue(data) ?? ImageFolder.Shipped,
                Majority = arguments.GetValue(majority),
                Minority = arguments.GetValue(minority),
                ImbalanceRatio = arguments.GetValue(ratio),
                Seeds = arguments.GetValue(seeds) ?? sizes.Seeds,
                OutputFolder = arguments.GetRequiredValue(output),
            };
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(arguments.GetValue(threads));
            var mlContext = new MLContext(seed: 1);
            var experiment = new FairnessExperiment(mlContext, GeneratorMethod.All(mlContext, sizes));
            IReadOnlyList<FairnessResult> results = [];
            Stages.Show(console, stages => results = experiment.Run(options, stages, cancellation));
            Show(console, results);
            if (sizes.Caution is { } caution)
                console.WriteLine(caution);
        });
        return command;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<FairnessResult> results)
    {
        console.Write(FairnessTable.OfScores(results));
        console.Write(FairnessTable.OfFits(results));
        string[] methods = [.. results.Select(r => r.Method).Distinct()];
        if (results.Count == methods.Length)
            return; // one seed: differences without an error would say more than there is
        console.Write(FairnessTable.OfDifferences(results, GeneratorMethod.Baseline, [.. methods.Where(m => m != GeneratorMethod.Baseline)]));
        console.Write(FairnessTable.OfDifferences(results, GeneratorMethod.Continued, GeneratorMethod.Corrected));
    }
}
