using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Augmentation;

/// <summary>Rows of a generator that is trained on the table, the class being its condition: by maximum likelihood or by PLE.</summary>
public sealed class GeneratorSampling : RowSampling
{
    private const int FewRows = 20;

    /// <summary>Options of the training. Columns and condition are those of the augmentation, whatever is said here. Default: those of <see cref="PleGenerativeTrainer"/>.</summary>
    public GenerativeTrainerOptions Trainer { get; set; } = new();

    internal override IRowSampler Fit(IHost host, IDataView table, TableEncoding encoding)
    {
        Trainer.Validate();
        EncodedBatch encoded = encoding.Encode(table);
        int[] known = [.. encoded.Conditions.Index().Where(c => c.Item >= 0).Select(c => c.Index)];
        float[] values = new float[known.Length * encoding.Width];
        for (int i = 0; i < known.Length; i++)
            encoded.Rows.AsSpan(known[i] * encoding.Width, encoding.Width).CopyTo(values.AsSpan(i * encoding.Width));
        var rows = new TrainingRows(new TableFormat(encoding), values, Array.ConvertAll(known, i => encoded.Conditions[i]));
        Device device = TorchDevice.Parse(Trainer.Device);
        (FittedModel model, _) = new GeneratorTraining(host, Trainer, Trainer.Seed ?? encoding.Seed).Run(rows, device);
        return new Sampler(host, encoding, model, Trainer.Sampling.Output);
    }

    /// <summary>Makes the rows at once and keeps them: trainers read their rows many times.</summary>
    private sealed class Sampler(IHost host, TableEncoding encoding, FittedModel model, OutputKind output) : IRowSampler
    {
        public IDataView Sample(int classIndex, long count)
        {
            Warn(encoding.Condition!.Categories[classIndex], encoding.Condition.Counts[classIndex], count);
            int[] conditions = new int[count];
            Array.Fill(conditions, classIndex);
            var generator = new RowGenerator(model.Model, model.Latent, output, encoding.Seed * 31L + classIndex);
            return new TableView(host, encoding, new EncodedRows(generator.GenerateMany(conditions), encoding.Width, conditions));
        }

        public void Dispose() => model.Dispose();

        private void Warn(object category, long size, long count)
        {
            if (size >= FewRows)
                return;
            using IChannel channel = host.Start("Generate");
            channel.Warning($"Class '{category}' has {size} {(size == 1 ? "row" : "rows")}, too few to learn what is special about it: its {count} new rows are made of what " +
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
