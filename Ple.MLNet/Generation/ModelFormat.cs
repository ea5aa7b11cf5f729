using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A fitted model in a saved file: its kind and options, where latent numbers come from, then its weights and buffers by name.</summary>
internal static class ModelFormat
{
    public static void Write(BinaryWriter writer, FittedModel fitted)
    {
        ModelKinds.Write(writer, fitted.Kind);
        writer.Write(fitted.Latent?.Mixtures.Count ?? 0);
        foreach (GaussianMixture? mixture in fitted.Latent?.Mixtures ?? [])
        {
            writer.Write(mixture is not null);
            if (mixture is not null)
                writer.Write(mixture);
        }
        SafeTensors.Write(writer, fitted.Model is ISelfFittingModel own ? [.. own.State.Select(s => (s.Key, s.Value))] : Tensors(fitted.Model));
    }

    /// <exception cref="InvalidDataException">Numbers that do not fit each other.</exception>
    public static FittedModel Read(PayloadReader reader, RowCodec codec)
    {
        GenerativeModelOptions kind = ModelKinds.Read(reader);
        GaussianMixture?[] mixtures = reader.ReadItems(0, Math.Max(1, codec.ConditionSize), () => reader.ReadBoolean() ? reader.ReadMixture() : null);
        PayloadReader.Check(mixtures.Length is 0 or 1 || mixtures.Length == codec.ConditionSize, "there is not a latent distribution for each class");
        RowLayout layout = codec.Layout;
        reader.CheckFollows(kind.FewestWeights(layout), sizeof(float));

        GenerativeModel model = kind.Create(layout, seed: 0);
        try
        {
            using var scope = NewDisposeScope();
            LatentDistribution? latent = mixtures.Length == 0 ? null : Latent(model, mixtures);
            if (model is ISelfFittingModel own)
            {
                own.Restore(SafeTensors.ReadAny(reader));
                return new(model, kind, CPU, Weights: null, latent);
            }
            SafeTensors.Read(reader, Tensors(model));
            model.eval();
            var weights = new FlatParameters(model.Weights);
            return new(model, kind, weights.Values.device, weights, latent);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static LatentDistribution Latent(GenerativeModel model, GaussianMixture?[] mixtures)
    {
        int size = (model as ILatentModel)?.LatentSize ?? 0;
        PayloadReader.Check(size > 0 && mixtures.All(m => m is null || m.Dimension == size), "a latent distribution has another dimension than the model");
        return new(size, mixtures);
    }

    private static (string, Tensor)[] Tensors(GenerativeModel model)
        => [.. model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)), .. model.named_buffers().Select(b => (b.name, b.buffer))];
}
