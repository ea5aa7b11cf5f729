using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// The weights of S Gaussian mixtures of k components in d dimensions, as tensors that densities and draws are made of. Covariances are full:
/// with T unit lower triangular, T (x - mean) has independent values with variances softplus(raw), so that any raw weights are a mixture. In
/// one dimension that is softplus(raw) alone.
/// </summary>
internal sealed class GaussianMixtureTensors
{
    /// <summary>Added to every variance, in squared units of the rows.</summary>
    private const double SmallestVariance = 1e-6;

    private static readonly Scalar _floor = Lasting.Number(SmallestVariance);

    private readonly Tensor _means, _variances, _logWeights; // [S, k, d], [S, k, d], [S, k]
    private readonly Tensor? _whitening; // T [S, k, d, d]; none in one dimension, where it is 1

    /// <param name="means">[S, k, d]</param>
    /// <param name="rawVariances">[S, k, d]</param>
    /// <param name="couplings">What stands below the diagonal of T, row after row, [S, k, d (d - 1) / 2]; null in one dimension.</param>
    /// <param name="logits">Softmax of them are the components' weights, [S, k].</param>
    public GaussianMixtureTensors(Tensor means, Tensor rawVariances, Tensor? couplings, Tensor logits)
    {
        _means = means;
        _variances = rawVariances.Softplus().Plus(_floor);
        _logWeights = logits.log_softmax(1);
        _whitening = couplings is null ? null : UnitTriangular(couplings);
    }

    /// <summary>Mixtures from flat weight vectors [S, P], laid out as a <see cref="GaussianMixtureModel"/> lays out its own.</summary>
    public static GaussianMixtureTensors FromFlat(Tensor weights, IReadOnlyList<WeightSlice> slices)
    {
        Tensor? Named(string name) => slices.FirstOrDefault(s => s.Name == name) is { } slice
            ? weights.narrow(1, slice.Offset, slice.Length).view([weights.shape[0], .. slice.Shape])
            : null;
        return new(Named("means")!, Named("variances")!, Named("couplings"), Named("logits")!);
    }

    private long Dimension => _means.shape[2];

    /// <summary>log p of the rows [S, d, n] under their own mixture, [S, n].</summary>
    public Tensor LogLikelihood(Tensor rows) => JointLogLikelihood(rows).logsumexp(1);

    /// <summary>log of weight times density for each component, [S, k, n].</summary>
    public Tensor JointLogLikelihood(Tensor rows)
    {
        Tensor whitened = rows.unsqueeze(1) - _means.unsqueeze(3); // [S, k, d, n]
        if (_whitening is not null)
            whitened = _whitening.matmul(whitened);
        Tensor squares = (whitened.Squared() / _variances.unsqueeze(3)).sum([2]);
        Tensor scales = _logWeights - _variances.log().Plus(Lasting.LogTwoPi).sum([2]).mul(Lasting.Half);
        return scales.unsqueeze(2) - squares.mul(Lasting.Half);
    }

    /// <summary>The components' weights added up, [S, k]; the last is 1.</summary>
    public Tensor CumulativeWeights() => _logWeights.exp().cumsum(1);

    /// <summary>Chooses components: a differentiable function of means and covariances, not of the components' weights.</summary>
    /// <param name="uniform">Numbers from 0 to 1, [S, n].</param>
    /// <returns>For each number its component's mean [S, n, d] and a factor of its covariance F F' [S, n, d, d].</returns>
    public (Tensor Means, Tensor Factors) Choose(Tensor uniform)
    {
        long replicates = uniform.shape[0], count = uniform.shape[1], size = Dimension, components = _means.shape[1];
        Tensor lowerBounds = CumulativeWeights().narrow(1, 0, components - 1).unsqueeze(1); // of all components but the first
        Tensor chosen = uniform.unsqueeze(2).ge(lowerBounds).sum([2]).unsqueeze(2);
        Tensor means = _means.gather(1, chosen.expand(replicates, count, size));
        Tensor factors = Factors().reshape(replicates, components, size * size).gather(1, chosen.expand(replicates, count, size * size));
        return (means, factors.view(replicates, count, size, size));
    }

    /// <summary>Draws rows [S, d, n].</summary>
    /// <param name="uniform">Numbers from 0 to 1, [S, n].</param>
    /// <param name="normal">Standard normal numbers, [S, n, d].</param>
    public Tensor Draw(Tensor uniform, Tensor normal)
    {
        (Tensor means, Tensor factors) = Choose(uniform);
        return means.Plus(factors.matmul(normal.unsqueeze(3)).squeeze(3)).transpose(1, 2);
    }

    /// <summary>The mixtures; null where weights are not finite or make no proper covariance.</summary>
    public GaussianMixture?[] ToMixtures()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Tensor factors = Factors().to(ScalarType.Float64);
        double[][] weights = Blocks(_logWeights.to(ScalarType.Float64).softmax(1), 1);
        double[][] means = Blocks(_means, 2), covariances = Blocks(factors.matmul(factors.transpose(2, 3)), 2);
        int components = (int)_means.shape[1];
        return [.. weights.Select((w, i) => Mixture(w, means.AsSpan(i * components, components), covariances.AsSpan(i * components, components)))];
    }

    private static GaussianMixture? Mixture(double[] weights, ReadOnlySpan<double[]> means, ReadOnlySpan<double[]> covariances)
    {
        try
        {
            return new(weights, means.ToArray(), covariances.ToArray());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Lower triangular factors of the covariances, [S, k, d, d].</summary>
    private Tensor Factors()
    {
        Tensor deviations = _variances.sqrt().diag_embed();
        return _whitening is null ? deviations : linalg.solve_triangular(_whitening, deviations, upper: false, unitriangular: true);
    }

    private Tensor UnitTriangular(Tensor couplings)
    {
        long size = Dimension;
        Tensor places = tensor([.. PlacesBelowDiagonal(size)], device: couplings.device);
        Tensor below = zeros([.. couplings.shape[..2], size * size], couplings.dtype, couplings.device)
            .index_copy(2, places, couplings);
        return below.view([.. couplings.shape[..2], size, size]).Plus(eye(size, dtype: couplings.dtype, device: couplings.device));
    }

    private static IEnumerable<long> PlacesBelowDiagonal(long size)
    {
        for (long row = 1; row < size; row++)
        {
            for (long column = 0; column < row; column++)
                yield return row * size + column;
        }
    }

    /// <summary>The values of a tensor, an array for each index of its leading dimensions.</summary>
    private static double[][] Blocks(Tensor tensor, int leading)
    {
        double[] values = tensor.to(ScalarType.Float64).Numbers<double>();
        return [.. values.Chunk((int)tensor.shape[leading..].Aggregate(1L, (product, size) => product * size))];
    }
}
