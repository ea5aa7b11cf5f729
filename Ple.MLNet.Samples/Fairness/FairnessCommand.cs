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
        var data = new Option<string>("--data") { Description = "Folder of four IDX files, gzipped or not, or of CIFAR-10's binary files; without it, MNIST" };
        var model = new Option<string>("--model") { Description = "Generative model", DefaultValueFactory = _ => FairnessModel.All[0].Name };
        var methods = new Option<string>("--methods") { Description = "Methods with commas between them; without it, those of the model" };
        var pairs = new Option<string>("--pairs") { Description = "Several pairs of classes in place of --majority and --minority, such as 3:6,5:8,7:9" };
        var grey = new Option<bool>("--grey") { Description = "Blur and dim the images first, so that they hold levels of grey" };
        var majority = new Option<byte>("--majority") { Description = "Frequent class, a label of the data", DefaultValueFactory = _ => 3 };
        var minority = new Option<byte>("--minority") { Description = "Rare class, a label of the data", DefaultValueFactory = _ => 6 };
        var ratio = new Option<double>("--imbalance-ratio") { Description = "Frequent rows for each rare row, 1 to 1000", DefaultValueFactory = _ => 10 };
        var allClasses = new Option<bool>("--all-classes") { Description = "Train on all classes, each but the rare one as frequent as the frequent one" };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats, at most 100; without it, as the preset says" };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 900", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var oracle = OracleChoice.Option();
        var cache = OracleCache.Option();
        var threads = new Option<int>("--threads") { Description = "Threads to compute with; results repeat exactly for the same number", DefaultValueFactory = _ => 1 };
        model.AcceptOnlyFromAmong([.. FairnessModel.All.Select(m => m.Name)]);
        preset.AcceptOnlyFromAmong([.. FairnessPreset.All.Select(p => p.Name)]);
        ratio.Validators.Add(Validate.Between(1.0, 1000.0));
        firstSeed.Validators.Add(Validate.Between(1, 900));
        seeds.Validators.Add(Validate.Between(1, 100));
        threads.Validators.Add(Validate.Between(1, 256));

        var command = new Command("fairness", "Trains generators on two classes of images, one of them rare, and compares how well each class is treated.")
        {
            model, methods, data, majority, minority, pairs, ratio, allClasses, seeds, firstSeed, grey, output, preset, oracle, cache, threads,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            FairnessPreset sizes = FairnessPreset.All.Single(p => p.Name == arguments.GetValue(preset));
            FairnessModel chosen = FairnessModel.All.Single(m => m.Name == arguments.GetValue(model));
            var options = new FairnessOptions
            {
                Model = chosen,
                Preset = sizes,
                DataFolder = arguments.GetValue(data) ?? ImageFolder.Shipped,
                Pairs = arguments.GetValue(pairs) is { } list ? [.. FairnessPair.ParseMany(list).Select(pair => pair with { AmongAll = arguments.GetValue(allClasses) })]
                    : [new(arguments.GetValue(majority), arguments.GetValue(minority), arguments.GetValue(allClasses))],
                Grey = arguments.GetValue(grey),
                ImbalanceRatio = arguments.GetValue(ratio),
                Seeds = arguments.GetValue(seeds) ?? sizes.Seeds,
                FirstSeed = arguments.GetValue(firstSeed),
                Oracle = OracleChoice.Of(arguments.GetRequiredValue(oracle)),
                Cache = OracleCache.Of(arguments.GetRequiredValue(cache)),
                OutputFolder = arguments.GetRequiredValue(output),
            };
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(arguments.GetValue(threads));
            var mlContext = new MLContext(seed: 1);
            var experiment = new FairnessExperiment(mlContext, GeneratorMethod.Of(arguments.GetValue(methods)?.Split(',') ?? chosen.Methods, mlContext, chosen, sizes));
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
        FairnessResult[][] pairs = [.. results.GroupBy(r => r.Pair).Select(pair => pair.ToArray())];
        foreach (FairnessResult[] pair in pairs)
            ShowOf(console, pair);
        if (pairs.Length > 1)
            ShowOf(console, results);
    }

    private static void ShowOf(IAnsiConsole console, IReadOnlyList<FairnessResult> results)
    {
        console.Write(FairnessTable.OfScores(results));
        console.Write(FairnessTable.OfFits(results));
        string[] methods = [.. results.Select(r => r.Method).Distinct()];
        if (results.Count == methods.Length)
            return; // one task: differences without an error would say more than there is
        if (methods.Contains(GeneratorMethod.Baseline))
            console.Write(FairnessTable.OfDifferences(results, GeneratorMethod.Baseline, [.. methods.Where(m => m != GeneratorMethod.Baseline)]));
        if (methods.Contains(GeneratorMethod.Continued) && methods.Contains(GeneratorMethod.Corrected))
            console.Write(FairnessTable.OfDifferences(results, GeneratorMethod.Continued, GeneratorMethod.Corrected));
    }
}
