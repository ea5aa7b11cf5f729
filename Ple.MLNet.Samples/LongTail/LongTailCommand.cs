using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.LongTail;

/// <summary><c>long-tail</c>: how does a generator treat many classes, each rarer than the one before?</summary>
internal static class LongTailCommand
{
    public static Command Create()
    {
        var preset = new Option<string>("--preset") { Description = "Sizes of the run", DefaultValueFactory = _ => FairnessPreset.Default.Name };
        var data = new Option<string>("--data") { Description = "Folder of four IDX files, gzipped or not, or of CIFAR-10's binary files; without it, MNIST" };
        var model = new Option<string>("--model") { Description = "Generative model, told the class", DefaultValueFactory = _ => FairnessModel.All[0].Name };
        var largest = new Option<int>("--largest") { Description = "Training rows of the first class", DefaultValueFactory = _ => 1000 };
        var smallest = new Option<int>("--smallest") { Description = "Training rows of the last class", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Of the rows and of the generator", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var cache = OracleCache.Option();
        var threads = new Option<int>("--threads") { Description = "Threads to compute with; results repeat exactly for the same number", DefaultValueFactory = _ => 1 };
        model.AcceptOnlyFromAmong([.. FairnessModel.All.Select(m => m.Name)]);
        preset.AcceptOnlyFromAmong([.. FairnessPreset.All.Select(p => p.Name)]);
        largest.Validators.Add(Validate.Between(10, 1_000_000));
        smallest.Validators.Add(Validate.Between(10, 1_000_000));
        threads.Validators.Add(Validate.Between(1, 256));

        var command = new Command("long-tail", "Trains a generator on all classes of a set of images, each rarer than the one before, and says how it treats each of them.")
        {
            model, data, largest, smallest, seed, output, preset, cache, threads,
        };
        command.SetWork((arguments, console, cancellation) =>
        {
            var options = new LongTailOptions(
                arguments.GetValue(data) ?? ImageFolder.Shipped,
                FairnessModel.All.Single(m => m.Name == arguments.GetValue(model)),
                FairnessPreset.All.Single(p => p.Name == arguments.GetValue(preset)),
                arguments.GetValue(largest), arguments.GetValue(smallest), arguments.GetValue(seed),
                OracleCache.Of(arguments.GetRequiredValue(cache)), arguments.GetRequiredValue(output));
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(arguments.GetValue(threads));
            FairnessReport? report = null;
            Stages.Show(console, stages => report = new LongTailExperiment(new MLContext(seed: 1)).Run(options, stages, cancellation));
            console.WriteLine(report!.ToString());
        });
        return command;
    }
}
