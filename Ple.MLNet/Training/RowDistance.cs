using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>How far generated rows lie from the training rows: the Frechet distance on the training rows' leading principal components.</summary>
internal sealed class RowDistance
{
    private const int Components = 48;

    /// <summary>Below this the distance is too noisy to choose by.</summary>
    public const int FewestRows = 100;

    private readonly Tensor _mean, _axes;
    private readonly Moments _real;

    /// <param name="rows">Training rows [n, d]; the caller's dispose scope owns what is made of them.</param>
    public RowDistance(Tensor rows)
    {
        using var noGrad = no_grad();
        Tensor wide = rows.to(ScalarType.Float64).OnHost();
        _mean = wide.mean([0]);
        Tensor centred = wide - _mean;
        (_, Tensor vectors) = linalg.eigh(centred.transpose(0, 1).matmul(centred)); // ascending
        long kept = Math.Min(Components, vectors.shape[1]);
        _axes = vectors.narrow(1, vectors.shape[1] - kept, kept);
        _real = MomentsOf(rows);
    }

    /// <param name="rows">Generated rows, [n, d].</param>
    public double To(Tensor rows) => FrechetDistance.Between(_real, MomentsOf(rows)).Distance;

    private Moments MomentsOf(Tensor rows)
    {
        using var scope = NewDisposeScope();
        Tensor projected = (rows.to(ScalarType.Float64).OnHost() - _mean).matmul(_axes).to(ScalarType.Float32).contiguous();
        return Moments.Of(projected.Numbers<float>(), (int)projected.shape[1]);
    }
}
