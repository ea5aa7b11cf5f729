using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A linear map by a lower triangular matrix with a positive diagonal: alone it makes any Gaussian white. It starts as the identity.</summary>
internal sealed class TriangularLayer : nn.Module
{
    private readonly Parameter lower; // [d, d], of which what lies below the diagonal counts
    private readonly Parameter logDiagonal; // [d]

    /// <param name="size">Values of a row, d.</param>
    public TriangularLayer(int size) : base(nameof(TriangularLayer))
    {
        using var scope = NewDisposeScope();
        lower = nn.Parameter(zeros(size, size));
        logDiagonal = nn.Parameter(zeros(size));
        lower.DetachFromDisposeScope();
        logDiagonal.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>[n, d], and the logarithm of the determinant, a scalar.</summary>
    public (Tensor Values, Tensor LogDeterminant) Forward(Tensor values) => (values.matmul(Matrix().transpose(0, 1)), logDiagonal.sum());

    public Tensor Inverse(Tensor values) => linalg.solve_triangular(Matrix(), values.transpose(0, 1), upper: false).transpose(0, 1);

    private Tensor Matrix() => lower.tril(-1).Plus(logDiagonal.exp().diag_embed());
}
