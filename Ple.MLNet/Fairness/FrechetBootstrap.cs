using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Fairness;

/// <summary>Frechet distances of resampled rows from fixed moments.</summary>
/// <remarks>
/// Rows are projected on the root R of the fixed covariance once; a resample is then a weight for each row, and its
/// covariance term an eigenproblem of min(rows, rank of R).
/// </remarks>
internal static class FrechetBootstrap
{
    public static double[] Distances(Moments real, float[][] generated, int resamples, int seed)
    {
        TorchBackend.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        int count = generated.Length;
        Tensor rows = tensor(FlatRows.Of(generated), [count, real.Dimensions]).to(ScalarType.Float64).sub_(real.MeanTensor());
        Tensor root = FrechetDistance.Root(real);
        Tensor projected = rows.matmul(root);
        Tensor squaredNorms = rows.Squared().sum([1L]);
        var random = new Random(seed);
        double[] distances = new double[resamples];
        for (int i = 0; i < resamples; i++)
        {
            using DisposeScope resampleScope = NewDisposeScope();
            Tensor weights = Weights(count, random);
            Tensor mean = weights.matmul(rows).Over(count);
            double meanTerm = mean.Squared().sum().Number();
            double variance = (weights.dot(squaredNorms).Number() - count * meanTerm) / (count - 1);
            Tensor centred = (projected - mean.matmul(root)).mul_(weights.sqrt().unsqueeze(1));
            distances[i] = Math.Max(0, meanTerm + variance + real.TotalVariance - 2 * SumOfSingularValues(centred) / Math.Sqrt(count - 1));
        }
        return distances;
    }

    /// <summary>How often each row is drawn.</summary>
    private static Tensor Weights(int count, Random random)
    {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
            weights[random.Next(count)]++;
        return tensor(weights);
    }

    /// <summary>By the smaller Gram matrix: half the digits of the singular value decomposition are enough for a bootstrap.</summary>
    private static double SumOfSingularValues(Tensor matrix)
    {
        Tensor transposed = matrix.transpose(0, 1);
        Tensor gram = matrix.shape[0] < matrix.shape[1] ? matrix.matmul(transposed) : transposed.matmul(matrix);
        return linalg.eigvalsh(gram).clamp_min_(Lasting.Zero).sqrt().sum().Number();
    }
}
