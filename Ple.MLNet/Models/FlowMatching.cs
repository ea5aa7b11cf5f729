using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Flow matching on the data: see <see cref="FlowMatchingOptions"/>. Discrete values are spread over cells as for a normalizing flow.</summary>
internal sealed class FlowMatching : GenerativeModel
{
    private readonly VelocityField field;
    private readonly Dequantization dequantization;

    /// <param name="layout">What the rows are.</param>
    /// <param name="options">Layers, steps, guidance.</param>
    /// <param name="seed">Of the initial weights.</param>
    public FlowMatching(RowLayout layout, FlowMatchingOptions options, long seed) : base(nameof(FlowMatching), layout)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        dequantization = layout.CreateDequantization();
        field = new(layout.ValueCount, layout.ConditionSize, options, generator);
        RegisterComponents();
    }

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => field.Loss(dequantization.Spread(values, noise).Continuous, condition, noise);

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
        => dequantization.Snap(field.Follow(noise.Normal(Layout.ValueCount), condition));

    public override bool SamplesAreDifferentiable(OutputKind output) => !dequantization.IsDiscrete;
}
