using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary>A hypernetwork from a batch of points to weights: by the mean over embedded points, so that their order does not count, or naively, all in one long vector.</summary>
internal sealed class BatchNetwork : nn.Module<Tensor, Tensor>
{
    private const int Width = 64;

    private readonly Sequential? points;
    private readonly Sequential outer;

    public BatchNetwork(bool isInvariant, int batchSize) : base(nameof(BatchNetwork))
    {
        points = isInvariant ? nn.Sequential(nn.Linear(MixtureWeights.Dimension, Width), nn.ReLU(), nn.Linear(Width, Width), nn.ReLU()) : null;
        int inputs = isInvariant ? Width : batchSize * MixtureWeights.Dimension;
        outer = nn.Sequential(nn.Linear(inputs, Width), nn.ReLU(), nn.Linear(Width, Width), nn.ReLU(), nn.Linear(Width, MixtureWeights.Count));
        RegisterComponents();
    }

    public override Tensor forward(Tensor batch) => outer.call(points is null ? batch.flatten() : points.call(batch).mean([0]));
}
