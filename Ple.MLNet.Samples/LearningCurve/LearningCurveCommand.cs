using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary><c>learning-curve</c>: how good do a generator's images get, and after how many steps?</summary>
internal static class LearningCurveCommand
{
    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "Sizes of model and task", DefaultValueFactory = _ => FairnessPreset.Default.Name };
        var data = new Option<string>("--data") { Description = "Folder of four IDX files, gzipped or not, or of CIFAR-10's binary files; without it, MNIST" };
        var model = new Option<string>("--model") { Description = "Generative model", DefaultValueFactory = _ => FairnessModel.Gan };
        var methods = new Option<string>("--methods") { Description = "Methods with commas between them, as of 'fairness'", DefaultValueFactory = _ => GeneratorMethod.Baseline };
        var steps = new Option<string>("--steps") { Description = "Numbers of optimiser steps, ascending, with commas between them: each is a fit of its own", DefaultValueFactory = _ => "50,100,200,400" };
        var rate = new Option<double?>("--learning-rate") { Description = "Without it, chosen on another task by the preset's steps" };
        var majority = new Option<byte>("--majority") { Description = "Frequent class, a label of the data", DefaultValueFactory = _ => 3 };
        var minority = new Option<byte>("--minority") { Description = "Rare class, a label of the data", DefaultValueFactory = _ => 6 };
        var ratio = new Option<double>("--imbalance-ratio") { Description = "Frequent rows for each rare row, 1 to 1000", DefaultValueFactory = _ => 10 };
        var allClasses = new Option<bool>("--all-classes") { Description = "Train on all classes, each but the rare one as frequent as the frequent one" };
        var seeds = new Option<int>("--seeds") { Description = "Repeats, at most 100", DefaultValueFactory = _ => 1 };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 900", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var cache = OracleCache.Option();
        var threads = new Option<int>("--threads") { Description = "Threads to compute with; results repeat exactly for the same number", DefaultValueFactory = _ => 1 };
        model.AcceptOnlyFromAmong([.. FairnessModel.All.Select(m => m.Name)]);
        preset.AcceptOnlyFromAmong([.. FairnessPreset.All.Select(p => p.Name)]);
        ratio.Validators.Add(Validate.Between(1.0, 1000.0));
        seeds.Validators.Add(Validate.Between(1, 100));
        firstSeed.Validators.Add(Validate.Between(1, 900));
        threads.Validators.Add(Validate.Between(1, 256));

        var command = new Command("learning-curve", "Trains generators of images by more and more steps, and says how good their images are.")
        {
            model, methods, steps, rate, data, majority, minority, ratio, allClasses, seeds, firstSeed, output, preset, cache, threads,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            var options = new LearningCurveOptions
            {
                Model = FairnessModel.All.Single(m => m.Name == arguments.GetValue(model)),
                Preset = FairnessPreset.All.Single(p => p.Name == arguments.GetValue(preset)),
                DataFolder = arguments.GetValue(data) ?? ImageFolder.Shipped,
                Pair = new(arguments.GetValue(majority), arguments.GetValue(minority), arguments.GetValue(allClasses)),
                ImbalanceRatio = arguments.GetValue(ratio),
                Methods = arguments.GetRequiredValue(methods).Split(','),
                Steps = Steps(arguments.GetRequiredValue(steps)),
                LearningRate = arguments.GetValue(rate),
                Seeds = arguments.GetValue(seeds),
                FirstSeed = arguments.GetValue(firstSeed),
                Cache = OracleCache.Of(arguments.GetRequiredValue(cache)),
                OutputFolder = arguments.GetRequiredValue(output),
            };
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(arguments.GetValue(threads));
            IReadOnlyList<LearningPoint> points = [];
            Stages.Show(console, stages => points = new LearningCurveExperiment(new MLContext(seed: 1)).Run(options, stages, cancellation));
            console.Write(Table(options, points));
        });
        return command;
    }

    private static int[] Steps(string text)
    {
        int[] steps = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw new UserErrorException($"--steps holds '{part}'; numbers of steps such as 50,100,200 are wanted."))];
        return steps.Zip(steps.Skip(1)).All(pair => pair.First < pair.Second) ? steps : throw new UserErrorException($"--steps '{text}' is not ascending.");
    }

    private static Table Table(LearningCurveOptions options, IReadOnlyList<LearningPoint> points)
    {
        Table table = new Table().Title(Markup.Escape($"{options.Model.Name}, {options.Pair}: FID; mean ± standard error over {options.Seeds} seed(s)")).AddColumn("method").AddColumn(new TableColumn("steps").RightAligned())
            .AddColumn(new TableColumn("all").RightAligned()).AddColumn(new TableColumn("majority").RightAligned()).AddColumn(new TableColumn("minority").RightAligned())
            .AddColumn(new TableColumn("minority share").RightAligned()).AddColumn(new TableColumn("seconds").RightAligned());
        foreach (IGrouping<(string Method, int Steps), LearningPoint> fits in points.GroupBy(p => (p.Method, p.Steps)))
        {
            string Of(Func<LearningPoint, double> score, string format) => MeanAndError.Of(fits.Select(score)).ToString(format);
            table.AddRow(fits.Key.Method, fits.Key.Steps.ToString(CultureInfo.InvariantCulture), Of(p => p.Fid, "0.0"), Of(p => p.Scores.FidMajority, "0.0"), Of(p => p.Scores.FidMinority, "0.0"),
                Of(p => p.Scores.MinorityFrequency, "0.000"), Of(p => p.Seconds, "0"));
        }
        return table;
    }
}
