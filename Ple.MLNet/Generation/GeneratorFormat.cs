using Ple.MLNet.Estimation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A fitted model in a saved file: shape, mixture, weights, then the running statistics of batch norm.</summary>
internal static class GeneratorFormat
{
    public static void Write(BinaryWriter writer, FittedModel fitted, VaeOptions shape)
    {
        writer.Write(shape.HiddenSizes.Count);
        foreach (int size in shape.HiddenSizes)
            writer.Write(size);
        writer.Write(shape.LatentSize);
        writer.Write(shape.BatchNorm);
        writer.Write((int)shape.Likelihood);
        WriteMixture(writer, fitted.Latent.Mixture);
        foreach (Tensor tensor in Tensors(fitted))
        {
            using Tensor values = tensor.detach().cpu();
            writer.Write(values.numel());
            writer.WriteArray<float>(values.data<float>().ToArray());
        }
    }

    /// <exception cref="InvalidDataException">Numbers that do not fit each other.</exception>
    public static (FittedModel Model, VaeOptions Shape) Read(BinaryReader reader, int rowSize)
    {
        int[] sizes = new int[reader.ReadInt32(1, 64)];
        foreach (ref int size in sizes.AsSpan())
            size = reader.ReadInt32(1, 65_536);
        var shape = new VaeOptions
        {
            HiddenSizes = sizes,
            LatentSize = reader.ReadInt32(1, 65_536),
            BatchNorm = reader.ReadBoolean(),
            Likelihood = (Likelihood)reader.ReadInt32((int)Likelihood.Bernoulli, (int)Likelihood.Gaussian),
        };
        GaussianMixture? mixture = ReadMixture(reader, shape.LatentSize);
        if (VaeFactory.FewestWeights(shape, rowSize) * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new EndOfStreamException("It holds fewer weights than its model has.");

        GenerativeModel model = VaeFactory.Create(shape, rowSize, conditionSize: 0, seed: 0);
        var fitted = new FittedModel(model, new FlatParameters(model), new LatentDistribution(shape.LatentSize, mixture));
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
            return (fitted, shape);
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
        int components = reader.ReadInt32(0, 1000);
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
