using Ple.MLNet.Interop;
using TorchSharp;
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
    private readonly SetEmbedding _embedding;
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
        : this(new FlatParameters(target), rowSize, options ?? new(), (long)seed) => _ownsTarget = true;

    /// <summary>For weights that outlive the hypernetwork.</summary>
    internal Hypernetwork(FlatParameters target, int rowSize, HypernetworkOptions options, long seed, double firstMomentDecay = Adam.Beta1)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(rowSize, 1);

        Target = target;
        FirstMomentDecay = firstMomentDecay;
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        ScalarType type = Target.Values.dtype;
        Device device = Target.Values.device;
        _embedding = new(rowSize, options, generator, type, device);

        using var noGrad = no_grad();
        Tensor weight = randn(Target.Count, _embedding.Width, generator: generator).Times(options.HeadScale);
        Tensor bias = Target.Values.detach().clone();
        Head = type != ScalarType.Float32 || device.type != DeviceType.CPU ? new AutogradHead(weight.to(type, device), bias, options.HeadMoments, firstMomentDecay)
            : options.HeadMoments == HeadMoments.Full ? new FusedAdamHead(weight, bias, firstMomentDecay)
            : new FactoredHead(weight, bias, firstMomentDecay);
    }

    /// <summary>The target module's weights as one vector.</summary>
    internal FlatParameters Target { get; }

    /// <summary>Number of predicted weights, P.</summary>
    public long WeightCount => Target.Count;

    internal WeightHead Head { get; }

    /// <summary>β1 of the Adam that trains it.</summary>
    internal double FirstMomentDecay { get; }

    /// <summary>The weights below the heads.</summary>
    internal FlatParameters Body => _embedding.Parameters;

    /// <summary>H(X) [P] for one set of rows [n, d], n at least 1.</summary>
    public Tensor Predict(Tensor rows) => Predict([rows]);

    /// <summary>H(X) [P] for a set that comes in batches [n_i, d]: the set may be larger than memory, and the split does not matter.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public Tensor Predict(IEnumerable<Tensor> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Head.Forward(_embedding.Of(batches)).view(-1).MoveToOuterDisposeScope();
    }

    /// <summary>Puts predicted weights [P] into the module.</summary>
    public void Load(Tensor weights) => Target.Load(weights);

    /// <summary>Layer name to predicted weights, each tensor in its layer's shape.</summary>
    public IReadOnlyDictionary<string, Tensor> PredictNamed(Tensor rows) => Target.Named(Predict(rows));

    /// <summary>g(mean_i h1(x_i)) [1, h], with its graph.</summary>
    internal Tensor Embed(Tensor rows) => _embedding.Of(rows);

    /// <summary>What remains of H when it is trained; a copy.</summary>
    internal KeptHypernetwork Keep() => new(_embedding.Copy(), Head.Weight, Head.Bias);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsTarget)
            Target.Dispose();
        Head.Dispose();
        _embedding.Dispose();
    }
}
