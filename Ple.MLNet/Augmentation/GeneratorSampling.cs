using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Augmentation;

/// <summary>Rows of a generator that is trained on the table, the class being its condition: by maximum likelihood or by PLE.</summary>
public sealed class GeneratorSampling : RowSampling
{
    private const int FewRows = 20;

    /// <summary>How the generator is trained. Columns, categories and seed are those of the <see cref="AugmentationOptions"/>, and a table's
    /// columns have their own distributions: naming them here is an error. Default: the options of <see cref="PleGenerativeTrainer"/>.</summary>
    public GenerativeTrainerOptions Trainer { get; init; } = new();

    internal override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Trainer);
        Refuse(Trainer.FeatureColumnName is not null, nameof(Trainer.FeatureColumnName), "the whole table is learnt");
        Refuse(Trainer.ConditionColumnName is not null, nameof(Trainer.ConditionColumnName), $"set {nameof(AugmentationOptions.LabelColumnName)} of the augmentation");
        Refuse(Trainer.ExcludedColumnNames is not { Count: 0 }, nameof(Trainer.ExcludedColumnNames), $"set {nameof(AugmentationOptions.ExcludedColumnNames)} of the augmentation");
        Refuse(Trainer.MaximumCategories != TableEncodingOptions.DefaultMaximumCategories, nameof(Trainer.MaximumCategories), $"set {nameof(AugmentationOptions.MaximumCategories)} of the augmentation");
        Refuse(Trainer.Likelihood != Likelihood.Automatic, nameof(Trainer.Likelihood), "it is an option of vector columns alone");
        Refuse(Trainer.Seed is not null, nameof(Trainer.Seed), $"set {nameof(AugmentationOptions.Seed)} of the augmentation");
        Trainer.Validate();

        static void Refuse(bool isSet, string option, string instead)
        {
            if (isSet)
                throw new ArgumentException($"{nameof(GenerativeTrainerOptions)}.{option} means nothing to {nameof(GeneratorSampling)}: {instead}.", option);
        }
    }

    internal override IRowSampler Fit(IHost host, KeptTable table, int seed)
    {
        TableEncoding encoding = table.Encoding;
        EncodedBatch encoded = encoding.Encode(table.Rows);
        int[] known = [.. encoded.Conditions.Index().Where(c => c.Item >= 0).Select(c => c.Index)];
        float[] values = new float[known.Length * encoding.Width];
        for (int i = 0; i < known.Length; i++)
            encoded.Rows.AsSpan(known[i] * encoding.Width, encoding.Width).CopyTo(values.AsSpan(i * encoding.Width));
        var rows = new TrainingRows(new TableCodec(encoding), values, Array.ConvertAll(known, i => encoded.Conditions[i]));
        Device device = TorchDevice.Parse(Trainer.Device);
        (FittedModel model, _) = new GeneratorTraining(host, Trainer, seed).Run(rows, device);
        return new Sampler(host, encoding, model, Trainer.Sampling.Output, seed);
    }

    /// <summary>Makes the rows at once and keeps them: trainers read their rows many times.</summary>
    private sealed class Sampler(IHost host, TableEncoding encoding, FittedModel model, OutputKind output, int seed) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
        {
            Warn(encoding.Condition!.Categories[classIndex], encoding.Condition.Counts[classIndex], count);
            int[] conditions = new int[count];
            Array.Fill(conditions, classIndex);
            var generator = new RowGenerator(model.Model, model.Device, model.Latent, output, Seeds.Derive(seed, SeedPurpose.AddedRows, classIndex));
            return new TableView(host, encoding, new EncodedRows(generator.GenerateMany(conditions), encoding.Width, conditions));
        }

        public void Dispose() => model.Dispose();

        private void Warn(object category, long size, long count)
        {
            if (size >= FewRows)
                return;
            using IChannel channel = host.Start("Generate");
            channel.Warning($"Class {Quoted.Value(category)} has {size} {(size == 1 ? "row" : "rows")}, too few to learn what is special about it: its {count} new rows are made of what " +
                $"all classes have in common, and of little else. {FewRows} rows and more are learnt from.");
        }
    }

    private sealed class EncodedRows(float[] values, int width, int[] allConditions) : IEncodedRowSource
    {
        public long Count => allConditions.Length;

        public void Read(long first, Span<float> rows, Span<int> conditions)
        {
            values.AsSpan((int)first * width, rows.Length).CopyTo(rows);
            allConditions.AsSpan((int)first, conditions.Length).CopyTo(conditions);
        }
    }
}
