using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;
using TorchSharp;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary><c>self-consume</c>: what becomes of a model that is trained on its own rows, and does PLE help?</summary>
internal static class SelfConsumeCommand
{
    public static Command Create()
    {
        string[] imageModels = [.. FairnessModel.All.Select(m => m.Name)];
        var preset = new Option<string>("--preset") { Description = "Sizes of the run", DefaultValueFactory = _ => "default" };
        var model = new Option<string>("--model") { Description = "Generative model", DefaultValueFactory = _ => imageModels[0] };
        var methods = new Option<string>("--methods") { Description = "Methods with commas between them; without it, those of the model" };
        var kind = new Option<string>("--kind") { Description = "What a generation is fitted to, with commas between several: replace, accumulate, subsample, fresh, mixed", DefaultValueFactory = _ => "replace" };
        var data = new Option<string>("--data") { Description = "Images: folder of four IDX files, or of CIFAR-10's binary files. Table: delimited text with a header. Without it, MNIST or lending_club" };
        var label = new Option<string>("--label") { Description = "Of a table, the column of the classes; needed with --data" };
        var majority = new Option<byte>("--majority") { Description = "Frequent class of the images", DefaultValueFactory = _ => 3 };
        var minority = new Option<byte>("--minority") { Description = "Rare class of the images", DefaultValueFactory = _ => 6 };
        var ratio = new Option<double>("--imbalance-ratio") { Description = "Frequent images for each rare one, 1 to 1000", DefaultValueFactory = _ => 10 };
        var allClasses = new Option<bool>("--all-classes") { Description = "Train on all classes of the images, each but the rare one as frequent as the frequent one" };
        var generations = new Option<int?>("--generations") { Description = "After generation 0, 1 to 100; without it, as the preset says" };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats, at most 100; without it, as the preset says" };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 400", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" };
        var cache = OracleCache.Option();
        var threads = new Option<int>("--threads") { Description = "Threads to compute with", DefaultValueFactory = _ => 1 };
        model.AcceptOnlyFromAmong([.. imageModels, TableSubject.AutoencoderName, TableSubject.FlowName, DensitySubject.MixtureName, DensitySubject.FamilyName]);
        preset.AcceptOnlyFromAmong([.. SelfConsumePreset.All.Select(p => p.Name)]);
        ratio.Validators.Add(Validate.Between(1.0, 1000.0));
        generations.Validators.Add(Validate.Between(1, 100));
        seeds.Validators.Add(Validate.Between(1, 100));
        firstSeed.Validators.Add(Validate.Between(1, 400));
        threads.Validators.Add(Validate.Between(1, 256));
        var command = new Command("self-consume", "Trains models on their own rows, generation after generation, and says what becomes of them.")
        {
            model, methods, kind, data, label, majority, minority, ratio, allClasses, generations, seeds, firstSeed, output, preset, cache, threads,
        };
        Func<ParseResult, string, DelimitedOptions> columns = DelimitedOptions.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            SelfConsumePreset sizes = SelfConsumePreset.Of(arguments.GetRequiredValue(preset));
            IReadOnlyList<ConsumptionKind> kinds = ConsumptionKind.Of(arguments.GetRequiredValue(kind).Split(','));
            TorchBackend.EnsureLoaded();
            torch.set_num_threads(arguments.GetValue(threads));
            var mlContext = new MLContext(seed: 1);
            IReadOnlyList<ConsumptionResult> results = [];
            Stages.Show(console, stages =>
            {
                string name = arguments.GetRequiredValue(model);
                using IConsumptionSubject subject = FairnessModel.All.SingleOrDefault(m => m.Name == name) is { } imageModel
                    ? Images(mlContext, imageModel, name == FairnessModel.Gan ? sizes.GanImages : sizes.Images, arguments.GetValue(data), new(arguments.GetValue(majority), arguments.GetValue(minority), arguments.GetValue(allClasses)), arguments.GetValue(ratio),
                        OracleCache.Of(arguments.GetRequiredValue(cache)), stages, cancellation)
                    : name is DensitySubject.MixtureName or DensitySubject.FamilyName
                        ? new DensitySubject(mlContext, name == DensitySubject.MixtureName, sizes.DensityRows)
                        : TableSubject.Read(mlContext, name, arguments.GetValue(data), arguments.GetValue(label), column => columns(arguments, column), sizes);
                string[] chosen = arguments.GetValue(methods)?.Split(',') ?? [.. subject.Compared];
                if (Array.Find(chosen, name => !subject.Methods.Contains(name)) is { } unknown)
                    throw new UserErrorException($"There is no method '{unknown}'. Methods: {string.Join(", ", subject.Methods)}.");
                results = new ConsumptionExperiment(mlContext, subject, new()
                {
                    Methods = chosen,
                    Kinds = kinds,
                    Generations = arguments.GetValue(generations) ?? sizes.Generations,
                    Seeds = arguments.GetValue(seeds) ?? (subject.Model == FairnessModel.Gan ? sizes.GanSeeds : sizes.Seeds),
                    FirstSeed = arguments.GetValue(firstSeed),
                    OutputFolder = arguments.GetRequiredValue(output),
                }).Run(stages, cancellation);
            });
            foreach (ConsumptionKind shown in kinds)
            {
                foreach (string score in ConsumptionScores.All.Where(score => results.Any(r => double.IsFinite(r[score]))))
                    console.Write(ConsumptionTable.Of(results, shown.Name, score));
            }
        });
        return command;
    }

    private static ImageSubject Images(
        MLContext mlContext, FairnessModel model, FairnessPreset preset, string? folder, FairnessPair pair, double ratio, OracleCache? cache, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(folder ?? ImageFolder.Shipped));
        ImbalancedTask.Select(images, pair.Majority, pair.Minority, ratio, preset.MajorityRows, seed: 1, pair.AmongAll); // refuses before the oracles are trained
        return new(mlContext, model, preset, images, OracleCommittee.Train(mlContext, images, preset.Oracles, cache, stages, cancellation), pair, ratio);
    }
}
