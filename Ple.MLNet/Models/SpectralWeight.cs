using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A weight divided by its largest singular value (Miyato et al. 2018, arXiv 1802.05957), which one power iteration of each forward pass in training mode
/// follows; of a convolution that of its filters as rows. Equal to torch.nn.utils.spectral_norm.
/// </summary>
internal sealed class SpectralWeight : nn.Module
{
    private const double Epsilon = 1e-12;

    private readonly Parameter weight;
    private readonly Tensor left;
    private readonly Tensor right;

    /// <param name="generator">Of the initial weights: orthogonal rows, or columns where there are more rows.</param>
    /// <param name="shape">Outputs first.</param>
    public SpectralWeight(Generator generator, params long[] shape) : base(nameof(SpectralWeight))
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        long rows = shape[0], columns = shape[1..].Aggregate(1L, (product, side) => product * side);
        weight = nn.Parameter(Orthogonal(generator, rows, columns).view(shape));
        weight.DetachFromDisposeScope();
        left = Unit(randn(rows, generator: generator)).DetachFromDisposeScope();
        right = Unit(randn(columns, generator: generator)).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The weight as it was learnt.</summary>
    public Parameter Raw => weight;

    /// <summary>The weight over its largest singular value.</summary>
    public Tensor Normalized()
    {
        Tensor matrix = weight.flatten(1);
        if (training)
        {
            using var noGrad = no_grad();
            right.copy_(Unit(matrix.t().mv(left)));
            left.copy_(Unit(matrix.mv(right)));
        }
        // The next pass changes the vectors in place, and the gradient of this one needs them as they are.
        return weight / left.clone().dot(matrix.mv(right.clone()));
    }

    /// <returns>A random matrix whose rows, or columns where there are more rows, are orthogonal and of length 1.</returns>
    public static Tensor Orthogonal(Generator generator, long rows, long columns)
    {
        (Tensor orthogonal, _) = linalg.qr(randn(Math.Max(rows, columns), Math.Min(rows, columns), generator: generator));
        return (rows >= columns ? orthogonal : orthogonal.t()).contiguous();
    }

    private static Tensor Unit(Tensor vector) => nn.functional.normalize(vector, p: 2, dim: 0, eps: Epsilon);
}
