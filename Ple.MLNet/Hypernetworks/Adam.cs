using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// Adam (Kingma and Ba 2015) on one tensor, by libtorch's operations on any device, and in one pass where one thread works on numbers of the CPU: the same but for
/// libtorch's rounding of square roots. Equal to torch.optim.Adam, which takes its numbers from objects that may not last for the call (see <see cref="Lasting"/>), and many more temporary
/// tensors.
/// </summary>
/// <param name="values">What is stepped.</param>
/// <param name="beta1">Share of the mean gradient that stays in each step.</param>
internal sealed class Adam(Tensor values, double beta1 = Adam.Beta1) : IHeadOptimizer
{
    public const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>Fewer numbers libtorch does not share among threads.</summary>
    private const int MostShared = 32_768;

    private static readonly Scalar _beta2 = Lasting.Number(Beta2), _oneMinusBeta2 = Lasting.Number(1 - Beta2), _epsilon = Lasting.Number(Epsilon);

    private readonly Scalar _beta1 = Lasting.Number(beta1), _oneMinusBeta1 = Lasting.Number(1 - beta1);
    private readonly Tensor _mean = zeros_like(values, requires_grad: false).DetachFromDisposeScope();
    private readonly Tensor _variance = zeros_like(values, requires_grad: false).DetachFromDisposeScope();
    private readonly bool _isInOnePass = TorchRuntime.HasWideVectors && values.device_type == DeviceType.CPU && values.dtype == ScalarType.Float32
        && values.is_contiguous() && (get_num_threads() == 1 || values.numel() <= MostShared);
    private long _steps;

    public void Step(Tensor gradient, double learningRate)
    {
        using var noGrad = no_grad();
        _steps++;
        double step = -learningRate / (1 - Math.Pow(beta1, _steps)), correction = 1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps));
        if (_isInOnePass)
        {
            using Tensor contiguous = gradient.contiguous();
            InOnePass(contiguous, (float)step, (float)correction);
            return;
        }
        using Scalar rate = Lasting.Number(step), scale = Lasting.Number(correction);
        _mean.mul_(_beta1).add_(gradient, _oneMinusBeta1);
        _variance.mul_(_beta2).addcmul_(gradient, gradient, _oneMinusBeta2);
        Tensor denominator = _variance.sqrt().mul_(scale).AddInPlace(_epsilon);
        values.addcdiv_(_mean, denominator, rate);
    }

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
        _beta1.Dispose();
        _oneMinusBeta1.Dispose();
    }

    private unsafe void InOnePass(Tensor gradients, float rate, float scale)
    {
        float* value = values.Pointer(), gradient = gradients.Pointer(), mean = _mean.Pointer(), variance = _variance.Pointer();
        float keep1Of = (float)beta1, take1Of = (float)(1 - beta1);
        const float Keep2 = (float)Beta2, Take2 = (float)(1 - Beta2), Least = (float)Epsilon;
        Vector256<float> keep1 = Vector256.Create(keep1Of), take1 = Vector256.Create(take1Of), keep2 = Vector256.Create(Keep2), take2 = Vector256.Create(Take2),
            least = Vector256.Create(Least), rates = Vector256.Create(rate), scales = Vector256.Create(scale);
        long i = 0, count = values.numel();
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            Vector256<float> g = Vector256.Load(gradient + i);
            Vector256<float> m = Vector256.FusedMultiplyAdd(g, take1, Vector256.Load(mean + i) * keep1), v = Vector256.FusedMultiplyAdd(take2 * g, g, Vector256.Load(variance + i) * keep2);
            m.Store(mean + i);
            v.Store(variance + i);
            (Vector256.Load(value + i) + rates * m / (Vector256.Sqrt(v) * scales + least)).Store(value + i);
        }
        for (; i < count; i++)
        {
            mean[i] = MathF.FusedMultiplyAdd(gradient[i], take1Of, mean[i] * keep1Of);
            variance[i] = MathF.FusedMultiplyAdd(Take2 * gradient[i], gradient[i], variance[i] * Keep2);
            value[i] += rate * mean[i] / (MathF.Sqrt(variance[i]) * scale + Least);
        }
    }
}
