using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A kind of model that the library does not know: a few steps of denoising by one hidden layer, without likelihood and without latent numbers.</summary>
internal sealed class TinyDiffusionOptions : GenerativeModelOptions
{
    public int Width { get; init; } = 16;

    public int Steps { get; init; } = 4;

    public override GenerativeModel Create(RowLayout layout, long seed) => new TinyDiffusion(layout, this, seed);

    protected internal override void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
}

/// <summary>Rows go from noise to data along straight lines (rectified flow): the network learns their direction.</summary>
internal sealed class TinyDiffusion : GenerativeModel
{
    private static readonly Scalar _one = 1;

    private readonly nn.Module<Tensor, Tensor> hidden;
    private readonly nn.Module<Tensor, Tensor> last;
    private readonly Scalar[] _times;
    private readonly Scalar _step;

    public TinyDiffusion(RowLayout layout, TinyDiffusionOptions options, long seed) : base(nameof(TinyDiffusion), layout)
    {
        using var generator = new Generator((ulong)seed);
        hidden = Layer(layout.ValueCount + layout.ConditionSize + 1, options.Width, generator);
        last = Layer(options.Width, layout.ValueCount, generator);
        _times = [.. Enumerable.Range(0, options.Steps).Select(i => (Scalar)((double)i / options.Steps))];
        _step = 1.0 / options.Steps;
        RegisterComponents();
    }

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise)
    {
        Tensor start = noise.Normal(Layout.ValueCount), time = noise.Uniform(1), direction = values - start;
        Tensor error = Direction(start.add(time * direction, _one), time, condition) - direction;
        return (error * error).sum([1]);
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        Tensor rows = noise.Normal(Layout.ValueCount);
        foreach (Scalar time in _times)
            rows = rows.add(Direction(rows, full([rows.shape[0], 1], time, rows.dtype, rows.device), condition), _step);
        return rows;
    }

    public override bool SamplesAreDifferentiable(OutputKind output) => true;

    private Tensor Direction(Tensor rows, Tensor time, Tensor? condition)
        => last.call(hidden.call(cat(condition is null ? [rows, time] : [rows, time, condition], 1)).tanh());

    private static nn.Module<Tensor, Tensor> Layer(long inputs, long outputs, Generator generator)
    {
        TorchSharp.Modules.Linear layer = nn.Linear(inputs, outputs);
        using var noGrad = no_grad();
        layer.weight.normal_(0, 1 / Math.Sqrt(inputs), generator);
        layer.bias!.zero_();
        return layer;
    }
}
