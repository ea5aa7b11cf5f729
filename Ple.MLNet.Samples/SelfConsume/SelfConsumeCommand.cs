using System.CommandLine;
using Microsoft.ML;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

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
        var label = new Option<string>("--label") { Description = "Of a table, the column of the classes; needed with --data" };
        var generations = new Option<int?>("--generations") { Description = "After generation 0, 1 to 100; without it, as the preset says" };
        var seeds = new Option<int?>("--seeds") { Description = "Repeats, at most 100; without it, as the preset says" };
        var firstSeed = new Option<int>("--first-seed") { Description = "First of the seeds, 1 to 400", DefaultValueFactory = _ => 1 };
        model.AcceptOnlyFromAmong([.. imageModels, TableSubject.AutoencoderName, TableSubject.FlowName, DensitySubject.MixtureName, DensitySubject.FamilyName]);
        preset.AcceptOnlyFromAmong([.. SelfConsumePreset.All.Select(p => p.Name)]);
        generations.Validators.Add(Validate.Between(1, 100));
        seeds.Validators.Add(Validate.Between(1, 100));
        firstSeed.Validators.Add(Validate.Between(1, 400));
        var command = new Command("self-consume", "Trains models on their own rows, generation after generation, and says what becomes of them.")
        {
            model, methods, kind, label, generations, seeds, firstSeed, preset,
        };
        ImbalanceArguments imbalance = ImbalanceArguments.AddTo(command);
        ImageRunArguments run = ImageRunArguments.AddTo(command, "Images: folder of four IDX files, or of CIFAR-10's binary files. Table: delimited text with a header. Without it, MNIST or lending_club");
        Func<ParseResult, string, DelimitedOptions> columns = DelimitedOptions.AddTo(command);
        command.SetWork((arguments, console, cancellation) =>
        {
            SelfConsumePreset sizes = SelfConsumePreset.Of(arguments.GetRequiredValue(preset));
            IReadOnlyList<ConsumptionKind> kinds = ConsumptionKind.Of(arguments.GetRequiredValue(kind).Split(','));
            run.UseThreads(arguments);
            var mlContext = new MLContext(seed: 1);
            IReadOnlyList<ConsumptionResult> results = [];
            Stages.Show(console, stages =>
            {
                string name = arguments.GetRequiredValue(model);
                using IConsumptionSubject subject = FairnessModel.All.SingleOrDefault(m => m.Name == name) is { } imageModel
                    ? Images(mlContext, imageModel, name == FairnessModel.Gan ? sizes.GanImages : sizes.Images, run.DataFolder(arguments), imbalance.Pair(arguments), imbalance.Ratio(arguments),
                        run.Cache(arguments), stages, cancellation)
                    : name is DensitySubject.MixtureName or DensitySubject.FamilyName
                        ? new DensitySubject(mlContext, name == DensitySubject.MixtureName, sizes.DensityRows)
                        : TableSubject.Read(mlContext, name, run.Data(arguments), arguments.GetValue(label), column => columns(arguments, column), sizes);
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
                    OutputFolder = run.OutputFolder(arguments),
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
        MLContext mlContext, FairnessModel model, FairnessPreset preset, string folder, FairnessPair pair, double ratio, OracleCache? cache, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(folder));
        ImbalancedTask.Select(images, pair.Majority, pair.Minority, ratio, preset.MajorityRows, seed: 1, pair.AmongAll); // refuses before the oracles are trained
        return new(mlContext, model, preset, images, OracleCommittee.Train(mlContext, images, preset.Oracles, cache, stages, cancellation), pair, ratio);
    }
}
