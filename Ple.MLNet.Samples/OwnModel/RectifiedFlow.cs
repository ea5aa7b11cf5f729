using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>
/// A model that the library does not know: rectified flow (Liu, Gong and Liu, arXiv 2209.03003). A network learns the direction of straight lines
/// from noise to data; rows follow it in a number of steps. Without a likelihood and without latent numbers.
/// </summary>
public sealed class RectifiedFlow : GenerativeModel
{
    // A hidden factor 1 would be a number that a garbage collection on another thread may free during the native call.
    private static readonly Scalar _one = 1;

    private readonly nn.Module<Tensor, Tensor> first, second, last;
    private readonly Scalar[] _times;
    private readonly Scalar _step;

    /// <param name="layout">What its rows are.</param>
    /// <param name="options">Width and steps.</param>
    /// <param name="seed">Of the initial weights.</param>
    public RectifiedFlow(RowLayout layout, RectifiedFlowOptions options, long seed) : base(nameof(RectifiedFlow), layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        using var generator = new Generator((ulong)seed);
        first = Layer(layout.ValueCount + 1 + layout.ConditionSize, options.Width, generator);
        second = Layer(options.Width, options.Width, generator);
        last = Layer(options.Width, layout.ValueCount, generator);
        _times = [.. Enumerable.Range(0, options.Steps).Select(i => (Scalar)((i + 0.5) / options.Steps))];
        _step = 1.0 / options.Steps;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        Tensor start = noise.Normal(Layout.ValueCount), time = noise.Uniform(1), line = values - start;
        Tensor error = Direction(start.add(time * line, _one), time, condition) - line;
        return (error * error).sum([1]);
    }

    /// <inheritdoc/>
    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        ArgumentNullException.ThrowIfNull(noise);
        Tensor rows = noise.Normal(Layout.ValueCount);
        foreach (Scalar time in _times)
            rows = rows.add(Direction(rows, full([rows.shape[0], 1], time, rows.dtype, rows.device), condition), _step);
        return rows;
    }

    /// <inheritdoc/>
    public override bool SamplesAreDifferentiable(OutputKind output) => true;

    private Tensor Direction(Tensor rows, Tensor time, Tensor? condition)
        => last.call(second.call(first.call(cat(condition is null ? [rows, time] : [rows, time, condition], 1)).relu()).relu());

    private static TorchSharp.Modules.Linear Layer(long inputs, long outputs, Generator generator)
    {
        TorchSharp.Modules.Linear layer = nn.Linear(inputs, outputs);
        using var noGrad = no_grad();
        layer.weight.normal_(0, Math.Sqrt(2.0 / inputs), generator);
        layer.bias!.zero_();
        return layer;
    }
}
