using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// For each seed a task is drawn; each method fits a generator to its training rows; the oracles look at rows of the generator, and their
/// features and classes are scored against those of the test images.
/// </summary>
internal sealed class FairnessExperiment(MLContext mlContext, IReadOnlyList<IFairnessMethod> methods)
{
    public const string CsvName = "fairness.csv";
    public const string OraclesName = "oracles.csv";
    public const string ModelName = "generator.zip";
    private const int OracleCount = 3;
    private const double LowestUsefulAccuracy = 0.8;

    /// <summary>Runs everything and writes CSVs, sheets and model to the output folder; the CSVs grow with each finished method.</summary>
    /// <returns>One result a method and seed; the methods keep their order.</returns>
    public IReadOnlyList<FairnessResult> Run(FairnessOptions options, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(options.DataFolder));
        string folder = OutputCheck.Folder(options.OutputFolder, [CsvName, OraclesName, ModelName, FairnessSheet.RealName, .. methods.Select(SheetName)], ImageFolder.Files(options.DataFolder));
        ImbalancedTask[] tasks = [.. Enumerable.Range(1, options.Seeds).Select(seed => ImbalancedTask.Select(
            images, options.Majority, options.Minority, options.ImbalanceRatio, options.Preset.MajorityRows, seed))];
        stages.Say($"class {options.Majority} against class {options.Minority}: {tasks[0].Training.Count} training rows, " +
            $"{tasks[0].Training.Positions(options.Minority).Length} of them of the minority class");
        if (!PlotFont.IsThere)
            stages.Say("warning: this machine has no font: sheets come without captions");
        var oracles = new List<Oracle>();
        try
        {
            for (int number = 1; number <= OracleCount; number++)
                oracles.Add(TrainOracle(number, images, options.Preset, stages, cancellation));
            FairnessSheet.WriteReal(Path.Combine(folder, FairnessSheet.RealName), tasks[0], seed: 1);
            IReadOnlyList<FairnessResult> results = RunMethods(tasks, oracles, options.Preset, folder, stages, cancellation);
            stages.Say($"results are in {folder}");
            return results;
        }
        finally
        {
            oracles.ForEach(oracle => oracle.Dispose());
        }
    }

    private Oracle TrainOracle(int number, ImageFolder images, FairnessPreset preset, Stages stages, CancellationToken cancellation)
    {
        var options = new OracleOptions { TrainingImages = preset.OracleImages, Epochs = preset.OracleEpochs, Seed = number };
        Oracle oracle = stages.Run($"training oracle {number} of {OracleCount}", progress => Oracle.Train(mlContext, images, options, progress, cancellation));
        stages.Say(FormattableString.Invariant($"oracle {number} names {oracle.TestAccuracy:P1} of all test images rightly"));
        if (oracle.TestAccuracy < LowestUsefulAccuracy)
            stages.Say("warning: an oracle this weak makes classes and features doubtful");
        return oracle;
    }

    private List<FairnessResult> RunMethods(IReadOnlyList<ImbalancedTask> tasks, IReadOnlyList<Oracle> oracles, FairnessPreset preset, string folder,
        Stages stages, CancellationToken cancellation)
    {
        var results = new List<FairnessResult>();
        foreach ((int index, ImbalancedTask task) in tasks.Index())
        {
            var scoring = new OracleScoring(mlContext, oracles, task, preset.ScoredRowsPerClass);
            foreach (IFairnessMethod method in methods)
            {
                results.Add(RunMethod(method, task, index + 1, preset.GeneratedRows, scoring, folder, stages, cancellation));
                FairnessCsv.Write(Path.Combine(folder, CsvName), results);
                FairnessCsv.WriteOracles(Path.Combine(folder, OraclesName), results);
            }
        }
        return results;
    }

    private FairnessResult RunMethod(IFairnessMethod method, ImbalancedTask task, int seed, int rows, OracleScoring scoring, string folder,
        Stages stages, CancellationToken cancellation)
    {
        string name = $"seed {seed}: {method.Name}";
        FittedGenerator fitted = stages.Run(name, progress => method.Fit(task, seed, progress, cancellation));
        using var owner = fitted.Model as IDisposable;
        if (fitted.LearningRate is { IsEdge: true, Tried: var tried })
            stages.Say(string.Create(CultureInfo.InvariantCulture, $"warning: {name}: the best learning rate is {fitted.LearningRate.Value:g3}, an edge of " +
                $"the {tried.Count} tried from {tried[0]:g3} to {tried[^1]:g3}: a better one may lie beyond"));

        IDataView generated = mlContext.Data.Cache(fitted.Model.Transform(GeneratorInput.Rows(mlContext, rows)));
        var result = new FairnessResult
        {
            Method = method.Name,
            Seed = seed,
            ImbalanceRatio = task.ImbalanceRatio,
            RealMinorityFrequency = task.MinorityFrequency,
            Verdicts = scoring.Score(generated),
            Bounds = fitted.Bounds,
            HeldOutMinorityFrequency = (double)task.HeldOut.Positions(task.Minority).Length / task.HeldOut.Count,
            LearningRate = fitted.LearningRate.Value,
            CorrectionWeight = fitted.CorrectionWeight ?? double.NaN,
            Seconds = fitted.Seconds,
        };
        if (seed == 1)
            FairnessSheet.WriteGenerated(Path.Combine(folder, SheetName(method)), task, result, generated, scoring.Classes(generated));
        if (seed == 1 && method.Name == GeneratorMethod.Corrected)
            ModelFile.Save(Path.Combine(folder, ModelName), mlContext, fitted.Model, GeneratorInput.Rows(mlContext, 0).Schema);
        return result;
    }

    private static string SheetName(IFairnessMethod method) => method.Name + ".png";
}
