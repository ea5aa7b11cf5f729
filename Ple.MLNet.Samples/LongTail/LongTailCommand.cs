using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.LongTail;

/// <summary><c>long-tail</c>: how does a generator treat many classes, each rarer than the one before?</summary>
internal static class LongTailCommand
{
    public static Command Create()
    {
        var largest = new Option<int>("--largest") { Description = "Training rows of the first class", DefaultValueFactory = _ => 1000 };
        var smallest = new Option<int>("--smallest") { Description = "Training rows of the last class", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Of the rows and of the generator", DefaultValueFactory = _ => 1 };
        largest.Validators.Add(Validate.Between(10, 1_000_000));
        smallest.Validators.Add(Validate.Between(10, 1_000_000));

        var command = new Command("long-tail", "Trains a generator on all classes of a set of images, each rarer than the one before, and says how it treats each of them.")
        {
            largest, smallest, seed,
        };
        ModelArguments generator = ModelArguments.AddTo(command, FairnessModel.All[0]);
        ImageRunArguments run = ImageRunArguments.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            var options = new LongTailOptions(
                run.DataFolder(arguments), generator.Model(arguments), generator.Preset(arguments),
                arguments.GetValue(largest), arguments.GetValue(smallest), arguments.GetValue(seed), run.Cache(arguments), run.OutputFolder(arguments));
            run.UseThreads(arguments);
            FairnessReport? report = null;
            Stages.Show(console, stages => report = new LongTailExperiment(new MLContext(seed: 1)).Run(options, stages, cancellation));
            console.WriteLine(report!.ToString());
        });
        return command;
    }
}
