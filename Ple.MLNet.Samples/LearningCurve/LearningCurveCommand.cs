using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary><c>learning-curve</c>: how good do a generator's images get, and after how many steps?</summary>
internal static class LearningCurveCommand
{
    public static Command Create()
    {
        var methods = new Option<string>("--methods") { Description = "Methods with commas between them, as of 'fairness'", DefaultValueFactory = _ => GeneratorMethod.Baseline };
        var steps = new Option<string>("--steps") { Description = "Numbers of optimiser steps, ascending, with commas between them: each is a fit of its own", DefaultValueFactory = _ => "50,100,200,400" };
        var rate = new Option<double?>("--learning-rate") { Description = "Without it, chosen on another task by the preset's steps" };
        var seeds = new Option<int>("--seeds") { Description = "Repeats, at most 100", DefaultValueFactory = _ => 1 };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 900", DefaultValueFactory = _ => 1 };
        seeds.Validators.Add(Validate.Between(1, 100));
        firstSeed.Validators.Add(Validate.Between(1, 900));

        var command = new Command("learning-curve", "Trains generators of images by more and more steps, and says how good their images are.")
        {
            methods, steps, rate, seeds, firstSeed,
        };
        ModelArguments generator = ModelArguments.AddTo(command, FairnessModel.All.Single(m => m.Name == FairnessModel.Gan));
        ImbalanceArguments imbalance = ImbalanceArguments.AddTo(command);
        ImageRunArguments run = ImageRunArguments.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            var options = new LearningCurveOptions
            {
                Model = generator.Model(arguments),
                Preset = generator.Preset(arguments),
                DataFolder = run.DataFolder(arguments),
                Pair = imbalance.Pair(arguments),
                ImbalanceRatio = imbalance.Ratio(arguments),
                Methods = arguments.GetRequiredValue(methods).Split(','),
                Steps = Steps(arguments.GetRequiredValue(steps)),
                LearningRate = arguments.GetValue(rate),
                Seeds = arguments.GetValue(seeds),
                FirstSeed = arguments.GetValue(firstSeed),
                Cache = run.Cache(arguments),
                OutputFolder = run.OutputFolder(arguments),
            };
            run.UseThreads(arguments);
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
