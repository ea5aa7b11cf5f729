using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Augment;

/// <summary>Trains a generator on a delimited file and appends its rows.</summary>
internal sealed class TableAugmenter(MLContext mlContext, DelimitedFile file, DelimitedOptions options, bool quoteFormulas)
{
    /// <summary>Writes the file's own rows, then the new ones.</summary>
    public void Write(string path, string rareClass, int count, int seed, Stages stages, CancellationToken cancellation)
    {
        var table = new LabelledTable(file, options);
        foreach (string warning in table.Warnings)
            stages.Say($"warning: {warning}");
        if (table.RowsOfClasses.All(c => c.Class != rareClass))
            throw new UserErrorException($"Column '{table.Label}' has no class '{rareClass}'. It has: {string.Join(", ", table.RowsOfClasses.Select(c => $"'{c.Class}' ({c.Rows.Length} rows)"))}.");
        using PleGenerativeTransformer generator = stages.Run("learning", progress => mlContext.Ple.GenerativeTrainer(new GenerativeTrainerOptions
        {
            ConditionColumnName = table.Label,
            Seed = seed,
            Progress = new StepProgress(progress),
            CancellationToken = cancellation,
        }).Fit(table.ToDataView()));
        stages.Run("writing", _ =>
        {
            AugmentedFile.Write(path, file, generator.Generate(count, rareClass), quoteFormulas, cancellation);
            return count;
        });
    }

    private sealed class StepProgress(IProgress<double> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value.Phase == TrainingPhase.Training ? value.Step / (double)value.Steps : 1);
    }
}
