using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A fitted model in a saved file: shape, mixtures, weights, then the running statistics of batch norm.</summary>
internal static class ModelFormat
{
    public static void Write(BinaryWriter writer, FittedModel fitted)
    {
        writer.Write(fitted.Shape.HiddenSizes.Count);
        foreach (int size in fitted.Shape.HiddenSizes)
            writer.Write(size);
        writer.Write(fitted.Shape.LatentSize);
        writer.Write(fitted.Shape.BatchNorm);
        writer.Write(fitted.Latent.Mixtures.Count);
        foreach (GaussianMixture? mixture in fitted.Latent.Mixtures)
        {
            writer.Write(mixture is not null);
            if (mixture is not null)
                writer.Write(mixture);
        }
        foreach (Tensor tensor in Tensors(fitted))
        {
            using Tensor values = tensor.detach().cpu();
            writer.Write(values.numel());
            writer.WriteArray<float>(values.data<float>().ToArray());
        }
    }

    /// <exception cref="InvalidDataException">Numbers that do not fit each other.</exception>
    public static FittedModel Read(PayloadReader reader, RowFormat format)
    {
        int[] sizes = reader.ReadItems(1, VaeOptions.MostLayers, () => reader.ReadInt32(1, VaeOptions.MostUnits));
        var shape = new VaeOptions { HiddenSizes = sizes, LatentSize = reader.ReadInt32(1, VaeOptions.MostUnits), BatchNorm = reader.ReadBoolean() };
        GaussianMixture?[] mixtures = reader.ReadItems(1, Math.Max(1, format.ConditionSize), () => ReadMixture(reader, shape.LatentSize));
        PayloadReader.Check(mixtures.Length == 1 || mixtures.Length == format.ConditionSize, "there is not a latent distribution for each class");
        reader.CheckFollows(shape.FewestWeights(format.ValueCount, format.ConditionSize), sizeof(float));

        GenerativeModel model = shape.Build(format.MakeOutput(), format.ValueCount, format.ConditionSize, seed: 0);
        var fitted = new FittedModel(model, shape, new FlatParameters(model), new LatentDistribution(shape.LatentSize, mixtures));
        try
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            foreach (Tensor target in Tensors(fitted))
            {
                reader.ReadInt64(target.numel(), target.numel());
                target.copy_(tensor(reader.ReadArray<float>(target.numel()), target.shape));
            }
            model.eval();
            return fitted;
        }
        catch
        {
            fitted.Dispose();
            throw;
        }
    }

    private static IEnumerable<Tensor> Tensors(FittedModel fitted)
        => fitted.Model.named_buffers().Select(b => b.buffer).Where(b => b.dtype == ScalarType.Float32).Prepend(fitted.Weights.Values);

    private static GaussianMixture? ReadMixture(PayloadReader reader, int dimension)
    {
        if (!reader.ReadBoolean())
            return null;
        GaussianMixture mixture = reader.ReadMixture();
        PayloadReader.Check(mixture.Dimension == dimension, "a latent distribution has another dimension than the model");
        return mixture;
    }
}
