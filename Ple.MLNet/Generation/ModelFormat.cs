using Ple.MLNet.Estimation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A fitted model in a saved file: shape, mixtures, weights, then the running statistics of batch norm.</summary>
internal static class ModelFormat
{
    private const int MostComponents = 1000;

    public static void Write(BinaryWriter writer, FittedModel fitted)
    {
        writer.Write(fitted.Shape.HiddenSizes.Count);
        foreach (int size in fitted.Shape.HiddenSizes)
            writer.Write(size);
        writer.Write(fitted.Shape.LatentSize);
        writer.Write(fitted.Shape.BatchNorm);
        writer.Write(fitted.Latent.Mixtures.Count);
        foreach (GaussianMixture? mixture in fitted.Latent.Mixtures)
            WriteMixture(writer, mixture);
        foreach (Tensor tensor in Tensors(fitted))
        {
            using Tensor values = tensor.detach().cpu();
            writer.Write(values.numel());
            writer.WriteArray<float>(values.data<float>().ToArray());
        }
    }

    /// <exception cref="InvalidDataException">Numbers that do not fit each other.</exception>
    public static FittedModel Read(BinaryReader reader, RowFormat format)
    {
        int[] sizes = new int[reader.ReadInt32(1, VaeOptions.MostLayers)];
        foreach (ref int size in sizes.AsSpan())
            size = reader.ReadInt32(1, VaeOptions.MostUnits);
        var shape = new VaeOptions { HiddenSizes = sizes, LatentSize = reader.ReadInt32(1, VaeOptions.MostUnits), BatchNorm = reader.ReadBoolean() };
        GaussianMixture?[] mixtures = new GaussianMixture?[reader.ReadInt32(1, Math.Max(1, format.ConditionSize))];
        foreach (ref GaussianMixture? mixture in mixtures.AsSpan())
            mixture = ReadMixture(reader, shape.LatentSize);
        if (shape.FewestWeights(format.ValueCount + format.ConditionSize) * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new EndOfStreamException("It holds fewer weights than its model has.");

        GenerativeModel model = shape.Build(format.MakeOutput(), format.ValueCount, format.ConditionSize, seed: 0);
        var fitted = new FittedModel(model, shape, new FlatParameters(model), new LatentDistribution(shape.LatentSize, mixtures));
        try
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            foreach (Tensor target in Tensors(fitted))
            {
                if (reader.ReadInt64() != target.numel())
                    throw new InvalidDataException("It holds another number of weights than its model has.");
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

    private static void WriteMixture(BinaryWriter writer, GaussianMixture? mixture)
    {
        writer.Write(mixture?.Components ?? 0);
        if (mixture is null)
            return;
        writer.WriteArray<double>(mixture.Weights.AsSpan());
        for (int i = 0; i < mixture.Components; i++)
        {
            writer.WriteArray<double>(mixture.Means[i].AsSpan());
            writer.WriteArray<double>(mixture.Covariances[i].AsSpan());
        }
    }

    private static GaussianMixture? ReadMixture(BinaryReader reader, int dimension)
    {
        int components = reader.ReadInt32(0, MostComponents);
        if (components == 0)
            return null;
        double[] weights = reader.ReadArray<double>(components);
        double[][] means = new double[components][], covariances = new double[components][];
        for (int i = 0; i < components; i++)
        {
            means[i] = reader.ReadArray<double>(dimension);
            covariances[i] = reader.ReadArray<double>((long)dimension * dimension);
        }
        return new(weights, means, covariances);
    }
}
