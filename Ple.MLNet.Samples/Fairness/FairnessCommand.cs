using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.Fairness;

/// <summary><c>fairness</c>: is the rare class treated as well as the frequent one, and does PLE help?</summary>
internal static class FairnessCommand
{
    public static Command Create()
    {
        var methods = new Option<string>("--methods") { Description = "Methods with commas between them; without it, those of the model" };
        var pairs = new Option<string>("--pairs") { Description = "Several pairs of classes in place of --majority and --minority, such as 3:6,5:8,7:9" };
        var grey = new Option<bool>("--grey") { Description = "Blur and dim the images first, so that they hold levels of grey" };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats, at most 100; without it, as the preset says" };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 900", DefaultValueFactory = _ => 1 };
        var oracle = OracleChoice.Option();
        firstSeed.Validators.Add(Validate.Between(1, 900));
        seeds.Validators.Add(Validate.Between(1, 100));

        var command = new Command("fairness", "Trains generators on two classes of images, one of them rare, and compares how well each class is treated.")
        {
            methods, pairs, seeds, firstSeed, grey, oracle,
        };
        ModelArguments generator = ModelArguments.AddTo(command, FairnessModel.All[0]);
        ImbalanceArguments imbalance = ImbalanceArguments.AddTo(command);
        ImageRunArguments run = ImageRunArguments.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            FairnessPreset sizes = generator.Preset(arguments);
            FairnessModel chosen = generator.Model(arguments);
            var options = new FairnessOptions
            {
                Model = chosen,
                Preset = sizes,
                DataFolder = run.DataFolder(arguments),
                Pairs = arguments.GetValue(pairs) is { } list ? [.. FairnessPair.ParseMany(list).Select(pair => pair with { AmongAll = imbalance.IsAmongAll(arguments) })]
                    : [imbalance.Pair(arguments)],
                Grey = arguments.GetValue(grey),
                ImbalanceRatio = imbalance.Ratio(arguments),
                Seeds = arguments.GetValue(seeds) ?? sizes.Seeds,
                FirstSeed = arguments.GetValue(firstSeed),
                Oracle = OracleChoice.Of(arguments.GetRequiredValue(oracle)),
                Cache = run.Cache(arguments),
                OutputFolder = run.OutputFolder(arguments),
            };
            run.UseThreads(arguments);
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
