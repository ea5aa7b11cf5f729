using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Fairness;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// For each pair of classes and each seed a task is drawn; each method fits a generator to its training rows; the oracles look at rows of the generator, and their
/// features and classes are scored against those of the test images.
/// </summary>
internal sealed class FairnessExperiment(MLContext mlContext, IReadOnlyList<IFairnessMethod> methods)
{
    public const string CsvName = "fairness.csv";
    public const string OraclesName = "oracles.csv";
    public const string ModelName = "generator.zip";
    public const string PageName = "fairness.html";

    private readonly List<KeyValuePair<string, FairnessReport>> _reports = [];

    /// <summary>Runs everything and writes CSVs, sheets and model to the output folder; the CSVs grow with each finished method.</summary>
    /// <returns>One result a method, pair and seed; the methods keep their order.</returns>
    public IReadOnlyList<FairnessResult> Run(FairnessOptions options, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => options.Grey ? GreyImages.Of(ImageFolder.Read(options.DataFolder)) : ImageFolder.Read(options.DataFolder));
        FairnessSheets NewSheets(string folder, FairnessPair pair) => new(folder, options.Pairs.Count > 1 ? $"{pair.Majority}-{pair.Minority}-" : "");
        string folder = OutputCheck.Folder(options.OutputFolder,
            [CsvName, OraclesName, ModelName, PageName, .. options.Pairs.SelectMany(pair => NewSheets("", pair).Names(methods))], ImageFolder.Files(options.DataFolder));
        ImbalancedTask Select(FairnessPair pair, int seed) => ImbalancedTask.Select(images, pair.Majority, pair.Minority, options.ImbalanceRatio, options.Preset.MajorityRows, seed, pair.AmongAll);
        foreach (FairnessPair pair in options.Pairs)
        {
            ImbalancedTask task = Select(pair, options.FirstSeed);
            stages.Say($"class {pair.Majority} against class {pair.Minority}: {task.Training.Count} training rows, " +
                $"{task.Training.Positions(pair.Minority).Length} of them of the minority class");
        }
        if (!PlotFont.IsThere)
            stages.Say("warning: this machine has no font: sheets come without captions");
        var results = new List<FairnessResult>();
        using OracleCommittee oracles = OracleCommittee.Train(mlContext, images, options.Oracle.Options(options.Preset.Oracles), options.Cache, stages, cancellation, options.Oracle.Count);
        foreach (FairnessPair pair in options.Pairs)
        {
            ImbalancedTask tuning = Select(pair, ImbalancedTask.TuningSeed);
            FairnessSheets sheets = NewSheets(folder, pair);
            for (int seed = options.FirstSeed; seed < options.FirstSeed + options.Seeds; seed++)
            {
                ImbalancedTask task = Select(pair, seed);
                var scoring = new OracleScoring(mlContext, oracles.Members, task, options.Preset.ScoredRowsPerClass);
                if (seed == options.FirstSeed)
                    sheets.AddReal(task, seed);
                foreach (IFairnessMethod method in methods)
                {
                    results.Add(RunMethod(method, task, tuning, seed, options, pair, scoring, sheets, stages, cancellation));
                    FairnessCsv.Write(Path.Combine(folder, CsvName), results);
                    FairnessCsv.WriteOracles(Path.Combine(folder, OraclesName), results);
                }
            }
        }
        stages.Say($"results are in {folder}");
        return results;
    }

    private FairnessResult RunMethod(IFairnessMethod method, ImbalancedTask task, ImbalancedTask tuning, int seed, FairnessOptions options, FairnessPair pair, OracleScoring scoring,
        FairnessSheets sheets, Stages stages, CancellationToken cancellation)
    {
        string name = (options.Pairs.Count > 1 ? $"{pair}, " : "") + $"seed {seed}: {method.Name}";
        FittedGenerator fitted = stages.Run(name, progress => method.Fit(task, tuning, seed, progress, cancellation));
        using var owner = fitted.Model as IDisposable;
        if (fitted.LearningRate is { IsEdge: true, Tried: var tried })
            stages.Say(string.Create(CultureInfo.InvariantCulture, $"warning: {name}: the best learning rate is {fitted.LearningRate.Value:g3}, an edge of " +
                $"the {tried.Count} tried from {tried[0]:g3} to {tried[^1]:g3}: a better one may lie beyond"));

        IDataView generated = mlContext.Data.Cache(Rows(fitted.Model, options.Preset.GeneratedRows), PixelColumn.Name);
        var result = new FairnessResult
        {
            Method = method.Name,
            Seed = seed,
            Model = options.Model.Name,
            Pair = pair,
            ImbalanceRatio = task.ImbalanceRatio,
            RealMinorityFrequency = task.MinorityFrequency,
            Verdicts = scoring.Score(generated),
            Bounds = fitted.Bounds,
            HeldOutMinorityFrequency = (double)task.HeldOut.Positions(task.Minority).Length / task.HeldOut.Count,
            LearningRate = fitted.LearningRate.Value,
            CorrectionWeight = fitted.CorrectionWeight ?? double.NaN,
            Seconds = fitted.Seconds,
        };
        if (seed == options.FirstSeed)
        {
            _reports.Add(new(name, result.Verdicts[0].Report!));
            string page = FairnessReport.ToHtml($"{options.Model.Name}: how its classes are treated, as oracle 1 sees it", _reports);
            AtomicFile.WriteLines(Path.Combine(sheets.Folder, PageName), [page]);
        }
        if (seed == options.FirstSeed)
            sheets.Add(task, result, generated.GetColumn<float[]>(PixelColumn.Name), scoring.Classes(generated));
        if (seed == options.FirstSeed && pair == options.Pairs[0] && method.Name == GeneratorMethod.Corrected)
            ModelFile.Save(Path.Combine(sheets.Folder, ModelName), mlContext, fitted.Model, GeneratorInput.Rows(mlContext, 0).Schema);
        return result;
    }

    /// <summary>A generator that was told the classes makes them as often as its training rows had them.</summary>
    private IDataView Rows(ITransformer model, int count) => model is PleGenerativeTransformer generator
        ? generator.Generate(count)
        : model.Transform(GeneratorInput.Rows(mlContext, count));
}
