using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// For each seed a task is drawn; each method fits a generator to its training rows; the oracle looks at rows of the generator, and its
/// features and classes are scored against those of the test images.
/// </summary>
internal sealed class FairnessExperiment(MLContext mlContext, IReadOnlyList<IFairnessMethod> methods, FairnessScoring score)
{
    public const string CsvName = "fairness.csv";
    public const string ModelName = "generator.zip";
    private const string SavedMethod = "corrected";
    private const int SheetColumns = 16;
    private const int SheetImages = SheetColumns * 15;
    private const double LowestUsefulAccuracy = 0.8;

    /// <summary>Runs everything and writes CSV, sheets and model to the output folder; the CSV grows with each finished method.</summary>
    /// <returns>One result a method and seed; the methods keep their order.</returns>
    public IReadOnlyList<FairnessResult> Run(FairnessOptions options, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(options.DataFolder));
        string folder = OutputCheck.Folder(options.OutputFolder, [CsvName, ModelName, .. methods.Select(SheetName)], ImageFolder.Files(options.DataFolder));
        ImbalancedTask[] tasks = [.. Enumerable.Range(1, options.Seeds).Select(seed => ImbalancedTask.Select(
            images, options.Majority, options.Minority, options.ImbalanceRatio, options.Preset.MajorityRows, seed))];
        stages.Say($"class {options.Majority} against class {options.Minority}: {tasks[0].Training.Count} training rows, " +
            $"{tasks[0].Training.Positions(options.Minority).Length} of them of the minority class");
        using Oracle oracle = stages.Run("training the oracle", progress => TrainOracle(images, options.Preset, progress, cancellation));
        stages.Say(FormattableString.Invariant($"the oracle names {oracle.TestAccuracy:P1} of all test images rightly"));
        if (oracle.TestAccuracy < LowestUsefulAccuracy)
            stages.Say("warning: an oracle this weak makes classes and features doubtful");

        var results = new List<FairnessResult>();
        for (int seed = 1; seed <= tasks.Length; seed++)
        {
            foreach (IFairnessMethod method in methods)
            {
                results.Add(RunMethod(method, tasks[seed - 1], seed, options.Preset.GeneratedRows, oracle, folder, stages, cancellation));
                FairnessCsv.Write(Path.Combine(folder, CsvName), results);
            }
        }
        stages.Say($"results are in {folder}");
        return results;
    }

    private static Oracle TrainOracle(ImageFolder images, FairnessPreset preset, IProgress<double> progress, CancellationToken cancellation) =>
        OracleTrainer.Train(images, new() { TrainingImages = preset.OracleImages, Epochs = preset.OracleEpochs }, progress, cancellation);

    private FairnessResult RunMethod(IFairnessMethod method, ImbalancedTask task, int seed, int rows, Oracle oracle, string folder,
        Stages stages, CancellationToken cancellation)
    {
        FittedGenerator fitted = stages.Run($"seed {seed}: {method.Name}", progress => method.Fit(task, seed, progress, cancellation));
        using var owner = fitted.Model as IDisposable;
        IDataView generated = fitted.Model.Transform(GeneratorInput.Rows(mlContext, rows));
        if (seed == 1)
            WriteSheet(Path.Combine(folder, SheetName(method)), generated, task.Training);
        if (seed == 1 && method.Name == SavedMethod)
            ModelFile.Save(Path.Combine(folder, ModelName), mlContext, fitted.Model, GeneratorInput.Rows(mlContext, 0).Schema);

        IDataView described = mlContext.Data.Cache(Describe(oracle, generated, task));
        IDataView real = Describe(oracle, task.HeldOut.ToDataView(mlContext), task);
        FairnessScores scores = score(mlContext, real, described, ClassName.Of(task.Majority), ClassName.Of(task.Minority));
        return new(method.Name, seed, task.ImbalanceRatio, scores, task.MinorityFrequency, NeitherClass(described), fitted.Elbo, fitted.Seconds);
    }

    private static string SheetName(IFairnessMethod method) => method.Name + ".png";

    private IDataView Describe(Oracle oracle, IDataView images, ImbalancedTask task) =>
        oracle.Transform(mlContext, images, [task.Majority, task.Minority]);

    private static void WriteSheet(string path, IDataView generated, ImageDataSet like) =>
        ImageSheet.WriteSheet(path, [.. new PixelReader(generated, like.PixelCount).ReadRows().Take(SheetImages)], like.Width, like.Height, SheetColumns);

    private static double NeitherClass(IDataView described)
    {
        IEnumerable<string> restricted = described.GetColumn<string>(nameof(OracleRow.PredictedLabel));
        IEnumerable<string> unrestricted = described.GetColumn<string>(nameof(OracleRow.UnrestrictedLabel));
        return restricted.Zip(unrestricted, (allowed, any) => allowed == any ? 0.0 : 1.0).Average();
    }
}
