using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// A permutation-invariant hypernetwork (paper eq. 6): H(X) = W g(mean_i h1(x_i)) + b maps a SET of rows, of any size and in any order,
/// to all weights θ of a target module. It can be made for any TorchSharp module: each trainable tensor has its own linear head, and all
/// heads are kept as one matrix W [P, h]. b starts at the module's own initial weights.
/// </summary>
/// <remarks>Numbers inside a module of your own may not last when other threads allocate: see the remarks on <see cref="Models.GenerativeModel"/>. H itself has
/// none of that. Call it within a dispose scope, so that its input lasts as well.</remarks>
public sealed class Hypernetwork : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _rows;
    private readonly nn.Module<Tensor, Tensor>? _outer;
    private readonly bool _ownsTarget;

    /// <summary>Makes a hypernetwork for a module; type and device are the module's.</summary>
    /// <param name="target">The module whose weights are predicted. Its parameters become views of one vector: do not call <c>module.to(...)</c> or
    /// <c>zero_grad(set_to_none: true)</c> afterwards, both cut the tie. Frozen parameters are left alone.</param>
    /// <param name="rowSize">Values of one row, d.</param>
    /// <param name="options">Shape; null for the defaults.</param>
    /// <param name="seed">Of the initial weights. Default 0.</param>
    /// <exception cref="ArgumentException">The module has no trainable parameter, or parameters of several types or devices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Hypernetwork(nn.Module target, int rowSize, HypernetworkOptions? options = null, int seed = 0)
        : this(new FlatParameters(target), rowSize, options ?? new(), seed) => _ownsTarget = true;

    /// <summary>For weights that outlive the hypernetwork.</summary>
    internal Hypernetwork(FlatParameters target, int rowSize, HypernetworkOptions options, long seed)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(rowSize, 1);

        Target = target;
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        _rows = Network(rowSize, options.HiddenSizes, generator);
        int width = options.HiddenSizes[^1];
        List<int> outerSizes = [.. options.OuterSizes];
        if (options.HeadRank > 0)
            outerSizes.Add(options.HeadRank);
        if (outerSizes.Count > 0)
        {
            _outer = Network(width, outerSizes, generator);
            width = outerSizes[^1];
        }
        ScalarType type = Target.Values.dtype;
        Device device = Target.Values.device;
        _rows.to(device, type);
        _outer?.to(device, type);

        Body = new FlatParameters(_outer is null ? _rows : nn.Sequential(_rows, _outer));

        using var noGrad = no_grad();
        Tensor weight = randn(Target.Count, width, generator: generator).Times(options.HeadScale);
        Tensor bias = Target.Values.detach().clone();
        Head = type == ScalarType.Float32 && device.type == DeviceType.CPU
            ? new FusedHead(weight, bias)
            : new AutogradHead(weight.to(type, device), bias);
    }

    /// <summary>The target module's weights as one vector.</summary>
    internal FlatParameters Target { get; }

    /// <summary>Number of predicted weights, P.</summary>
    public long WeightCount => Target.Count;

    internal WeightHead Head { get; }

    /// <summary>The weights below the heads.</summary>
    internal FlatParameters Body { get; }

    /// <summary>H(X) [P] for one set of rows [n, d], n at least 1.</summary>
    public Tensor Predict(Tensor rows) => Predict([rows]);

    /// <summary>H(X) [P] for a set that comes in batches [n_i, d]: the set may be larger than memory, and the split does not matter.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public Tensor Predict(IEnumerable<Tensor> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using Tensor sum = zeros(RowsWidth, ScalarType.Float64, Target.Values.device);
        long count = 0;
        foreach (Tensor batch in batches)
        {
            using var batchScope = NewDisposeScope();
            sum.AddInPlace(_rows.call(batch).sum([0], type: ScalarType.Float64));
            count += batch.shape[0];
        }
        if (count == 0)
            throw new ArgumentException("A hypernetwork needs at least one row.", nameof(batches));
        Tensor mean = sum.Over(count).to(Target.Values.dtype).unsqueeze(0);
        return Head.Forward(Outer(mean)).view(-1).MoveToOuterDisposeScope();
    }

    /// <summary>Puts predicted weights [P] into the module.</summary>
    public void Load(Tensor weights) => Target.Load(weights);

    /// <summary>Layer name to predicted weights, each tensor in its layer's shape.</summary>
    public IReadOnlyDictionary<string, Tensor> PredictNamed(Tensor rows) => Target.Named(Predict(rows));

    /// <summary>g(mean_i h1(x_i)) [1, h], with its graph.</summary>
    internal Tensor Embed(Tensor rows) => Outer(_rows.call(rows).mean([0], keepdim: true));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsTarget)
            Target.Dispose();
        Head.Dispose();
        Body.Dispose();
        _rows.Dispose();
        _outer?.Dispose();
    }

    private long RowsWidth => _rows.parameters().Last().numel();

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
