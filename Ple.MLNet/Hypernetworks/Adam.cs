using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// Adam (Kingma and Ba 2015) on one tensor, by libtorch's operations on any device. Equal to torch.optim.Adam, which takes its numbers from
/// objects that may not last for the call (see <see cref="Lasting"/>), and many more temporary tensors.
/// </summary>
internal sealed class Adam(Tensor values) : IDisposable
{
    public const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private static readonly Scalar _beta1 = Lasting.Number(Beta1), _oneMinusBeta1 = Lasting.Number(1 - Beta1), _beta2 = Lasting.Number(Beta2),
        _oneMinusBeta2 = Lasting.Number(1 - Beta2), _epsilon = Lasting.Number(Epsilon);

    private readonly Tensor _mean = zeros_like(values, requires_grad: false).DetachFromDisposeScope();
    private readonly Tensor _variance = zeros_like(values, requires_grad: false).DetachFromDisposeScope();
    private long _steps;

    /// <summary>One step; call it within a dispose scope.</summary>
    public void Step(Tensor gradient, double learningRate)
    {
        using var noGrad = no_grad();
        _steps++;
        using Scalar rate = Lasting.Number(-learningRate / (1 - Math.Pow(Beta1, _steps)));
        using Scalar scale = Lasting.Number(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps)));
        _mean.mul_(_beta1).add_(gradient, _oneMinusBeta1);
        _variance.mul_(_beta2).addcmul_(gradient, gradient, _oneMinusBeta2);
        Tensor denominator = _variance.sqrt().mul_(scale).AddInPlace(_epsilon);
        values.addcdiv_(_mean, denominator, rate);
    }

    /// <summary>Both moments and the number of steps.</summary>
    public void Visit(CheckpointState state, string name)
    {
        state.Visit(name + ".mean", _mean);
        state.Visit(name + ".variance", _variance);
        _steps = state.Visit(name + ".steps", _steps);
    }

    public void Dispose()
    {
        _mean.Dispose();
        _variance.Dispose();
    }
}
