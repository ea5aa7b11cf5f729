using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A kind of model without weights or gradients.</summary>
internal sealed class DiagonalGaussianOptions : GenerativeModelOptions
{
    public override GenerativeModel Create(RowLayout layout, long seed) => new DiagonalGaussian(layout);
}

/// <summary>Independent Gaussians, by the mean and deviation of each class.</summary>
internal sealed class DiagonalGaussian(RowLayout layout) : GenerativeModel(nameof(DiagonalGaussian), layout), ISelfFittingModel
{
    private Tensor? _means, _deviations;

    public IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor> { ["means"] = _means!, ["deviations"] = _deviations! };

    public void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Tensor classes = (condition ?? ones(values.shape[0], 1)).transpose(0, 1), counts = classes.sum([1], keepdim: true);
        Tensor means = classes.matmul(values) / counts;
        Set(means, (classes.matmul(values * values) / counts - means * means).clamp_min(1e-6).sqrt());
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        long[] expected = [Math.Max(1, Layout.ConditionSize), Layout.ValueCount];
        if (state.Count != 2 || !state.TryGetValue("means", out Tensor? means) || !state.TryGetValue("deviations", out Tensor? deviations)
            || !means.shape.SequenceEqual(expected) || !deviations.shape.SequenceEqual(expected))
            throw new ArgumentException("These are no Gaussians of the classes.");
        Set(means.clone(), deviations.clone());
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        Tensor classes = condition ?? ones(noise.Rows, 1), means = classes.matmul(_means!);
        return output == OutputKind.Mean ? means : means + classes.matmul(_deviations!) * noise.Normal(Layout.ValueCount);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _means?.Dispose();
            _deviations?.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Set(Tensor means, Tensor deviations) => (_means, _deviations) = (means.DetachFromDisposeScope(), deviations.DetachFromDisposeScope());
}
