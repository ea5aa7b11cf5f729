using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>A trained hypernetwork that is kept with its generator: rows to weights, without what only training needs.</summary>
internal sealed class KeptHypernetwork : IDisposable
{
    private readonly SetEmbedding _embedding;
    private readonly Tensor _weight, _bias;

    /// <param name="embedding">Taken over.</param>
    /// <param name="weight">W [P, h]; copied.</param>
    /// <param name="bias">b [P]; copied.</param>
    public KeptHypernetwork(SetEmbedding embedding, Tensor weight, Tensor bias)
        => (_embedding, _weight, _bias) = (embedding, weight.detach().clone().DetachFromDisposeScope(), bias.detach().clone().DetachFromDisposeScope());

    /// <summary>H(X) [P] of a set in batches [n_i, d].</summary>
    public Tensor Predict(IEnumerable<Tensor> batches)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return nn.functional.linear(_embedding.Of(batches), _weight, _bias).view(-1).MoveToOuterDisposeScope();
    }

    public KeptHypernetwork Copy() => new(_embedding.Copy(), _weight, _bias);

    public void Write(BinaryWriter writer)
    {
        HypernetworkOptions shape = _embedding.Shape;
        WriteSizes(writer, shape.HiddenSizes);
        WriteSizes(writer, shape.OuterSizes);
        writer.Write(shape.HeadRank);
        SafeTensors.Write(writer, Tensors);
    }

    /// <param name="reader">Behind what came before.</param>
    /// <param name="rowSize">Values of a row.</param>
    /// <param name="target">The generator's weights, which give number, type and device.</param>
    /// <exception cref="InvalidDataException">Numbers that do not fit each other.</exception>
    public static KeptHypernetwork Read(PayloadReader reader, int rowSize, FlatParameters target)
    {
        HypernetworkOptions shape = new() { HiddenSizes = ReadSizes(reader), OuterSizes = ReadSizes(reader), HeadRank = reader.ReadInt32(0, int.MaxValue) };
        int[] sizes = [rowSize, .. shape.HiddenSizes, .. shape.OuterSizes, .. shape.HeadRank > 0 ? [shape.HeadRank] : Array.Empty<int>()];
        PayloadReader.Check(shape.HiddenSizes.Count > 0 && shape.HeadRank <= sizes[shape.HiddenSizes.Count + shape.OuterSizes.Count], "a hypernetwork's shape is out of range");
        for (int i = 1; i < sizes.Length; i++)
            reader.CheckFollows((long)sizes[i - 1] * sizes[i], sizeof(float));
        reader.CheckFollows((Int128)target.Count * sizes[^1], sizeof(float));
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(0);
        var embedding = new SetEmbedding(rowSize, shape, generator, target.Values.dtype, target.Values.device);
        var kept = new KeptHypernetwork(embedding, empty(target.Count, embedding.Width, target.Values.dtype, target.Values.device), target.Values);
        try
        {
            SafeTensors.Read(reader, kept.Tensors);
            return kept;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _embedding.Dispose();
        _weight.Dispose();
        _bias.Dispose();
    }

    private (string, Tensor)[] Tensors => [("body", _embedding.Parameters.Values), ("weight", _weight), ("bias", _bias)];

    private static void WriteSizes(BinaryWriter writer, IReadOnlyList<int> sizes)
    {
        writer.Write(sizes.Count);
        foreach (int size in sizes)
            writer.Write(size);
    }

    private static int[] ReadSizes(PayloadReader reader) => reader.ReadItems(0, 100, () => reader.ReadInt32(1, 1_000_000));
}
