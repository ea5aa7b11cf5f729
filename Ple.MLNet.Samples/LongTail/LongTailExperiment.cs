using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.LongTail;

/// <summary>All classes of a set of images, each rarer than the one before: a generator is fitted to them, and one call says how it treats each.</summary>
internal sealed class LongTailExperiment(MLContext mlContext)
{
    public const string PageName = "long-tail.html", JsonName = "long-tail.json";

    private const string ImageCopy = "Image";

    public FairnessReport Run(LongTailOptions options, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(options.DataFolder));
        string folder = OutputCheck.Folder(options.OutputFolder, [PageName, JsonName], ImageFolder.Files(options.DataFolder));
        ImageDataSet training = Select(images.Training, options);
        using OracleCommittee oracles = OracleCommittee.Train(mlContext, images, options.Preset.Oracles, options.Cache, stages, cancellation, count: 1);
        string[] classes = [.. images.Training.Labels.ToArray().Distinct().Order().Select(ClassName.Of)];
        IDataView Described(IDataView rows) => oracles.Members[0].Transform(mlContext.Transforms.CopyColumns(ImageCopy, PixelColumn.Name).Fit(rows).Transform(rows), classes);

        ClassImbalanceFairnessTransformer fairness = stages.Run("describing real images", _ => mlContext.Ple.ClassImbalanceFairness(new()
        {
            ImageColumnName = ImageCopy, ImageWidth = training.Width, ImageHeight = training.Height, Seed = options.Seed,
        }).Fit(Described(training.ToDataView(mlContext)), Described(images.Test.ToDataView(mlContext))));
        var settings = new GeneratorSettings(options.Model, options.Preset) { Label = LabelUse.Condition };
        settings = settings with { Training = settings.Training with { BatchSize = Math.Min(settings.Training.BatchSize, training.Count / 2) } };
        double rate = settings.Training.LearningRates[0];
        using PleGenerativeTransformer generator = stages.Run($"training the generator on {training.Count} images",
            _ => mlContext.Ple.GenerativeTrainer(settings.Options(training, rate, options.Seed, cancellation)).Fit(training.ToDataView(mlContext)));
        FairnessReport report = stages.Run("scoring", _ => fairness.Score(Described(generator.Generate(options.Preset.GeneratedRows))));
        AtomicFile.WriteLines(Path.Combine(folder, PageName), [report.ToHtml($"{options.Model.Name} on a long tail of classes, {options.Largest} rows down to {options.Smallest}")]);
        AtomicFile.WriteLines(Path.Combine(folder, JsonName), [report.ToJson()]);
        stages.Say($"the page is {Path.Combine(folder, PageName)}");
        return report;
    }

    private static ImageDataSet Select(ImageDataSet images, LongTailOptions options)
    {
        byte[] labels = [.. images.Labels.ToArray().Distinct().Order()];
        var random = new Random(options.Seed);
        var chosen = new List<int>();
        foreach ((int rank, byte label) in labels.Index())
        {
            int count = (int)Math.Round(options.Largest * Math.Pow((double)options.Smallest / options.Largest, (double)rank / (labels.Length - 1)));
            int[] positions = images.Positions(label);
            if (positions.Length < count)
                throw new UserErrorException($"Class {label} has {positions.Length} images, and {count} are wanted: lower --largest or --smallest.");
            random.Shuffle(positions);
            chosen.AddRange(positions[..count]);
        }
        int[] shuffled = [.. chosen];
        random.Shuffle(shuffled);
        return images.Select(shuffled);
    }
}
