using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>A hypernetwork below its heads: a set of rows, in any order, to g(mean_i h1(x_i)) [1, h].</summary>
internal sealed class SetEmbedding : IDisposable
{
    /// <summary>Of a large set at a time.</summary>
    public const int ChunkRows = 8192;

    private readonly HypernetworkOptions _shape;
    private readonly int _rowSize;
    private readonly nn.Module<Tensor, Tensor> _rows;
    private readonly nn.Module<Tensor, Tensor>? _outer;

    /// <param name="rowSize">Values of a row, d.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="generator">Of the initial weights.</param>
    /// <param name="type">Of the weights.</param>
    /// <param name="device">Of the weights.</param>
    public SetEmbedding(int rowSize, HypernetworkOptions shape, Generator generator, ScalarType type, Device device)
    {
        (_rowSize, _shape) = (rowSize, shape);
        _rows = Network(rowSize, shape.HiddenSizes, generator);
        Width = shape.HiddenSizes[^1];
        List<int> outerSizes = [.. shape.OuterSizes];
        if (shape.HeadRank > 0)
            outerSizes.Add(shape.HeadRank);
        if (outerSizes.Count > 0)
        {
            _outer = Network(Width, outerSizes, generator);
            Width = outerSizes[^1];
        }
        _rows.to(device, type);
        _outer?.to(device, type);
        Parameters = new(_outer is null ? _rows : nn.Sequential(_rows, _outer));
    }

    /// <summary>h.</summary>
    public int Width { get; }

    public HypernetworkOptions Shape => _shape;

    public FlatParameters Parameters { get; }

    /// <summary>Of one set [n, d], with its graph.</summary>
    public Tensor Of(Tensor rows) => Outer(_rows.call(rows).mean([0], keepdim: true));

    /// <summary>Of a set in batches [n_i, d], without a graph; the tensor belongs to the dispose scope around the call.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public Tensor Of(IEnumerable<Tensor> batches)
    {
        using var noGrad = no_grad();
        Tensor values = Parameters.Values, sum = zeros(_rows.parameters().Last().numel(), ScalarType.Float64, values.device);
        long count = 0;
        foreach (Tensor batch in batches)
        {
            using var scope = NewDisposeScope();
            sum.AddInPlace(_rows.call(batch).sum([0], type: ScalarType.Float64));
            count += batch.shape[0];
        }
        if (count == 0)
            throw new ArgumentException("A hypernetwork needs at least one row.", nameof(batches));
        return Outer(sum.Over(count).to(values.dtype).unsqueeze(0));
    }

    public SetEmbedding Copy()
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(0);
        var copy = new SetEmbedding(_rowSize, _shape, generator, Parameters.Values.dtype, Parameters.Values.device);
        copy.Parameters.Load(Parameters.Values);
        return copy;
    }

    public void Dispose()
    {
        Parameters.Dispose();
        _rows.Dispose();
        _outer?.Dispose();
    }

    private Tensor Outer(Tensor mean) => _outer is null ? mean : _outer.call(mean);

    /// <summary>Linear layers with ReLU between them, none after the last.</summary>
    private static Sequential Network(int inputs, IReadOnlyList<int> sizes, Generator generator)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>();
        foreach (int size in sizes)
        {
            if (layers.Count > 0)
                layers.Add(nn.ReLU());
            layers.Add(Reproducible.Linear(inputs, size, generator));
            inputs = size;
        }
        return nn.Sequential(layers);
    }
}
