using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// Adafactor without a first moment (Shazeer and Stern 2018) on a matrix [P, h], by libtorch's operations on any device: the mean square of each number is taken to be
/// the product of those over its row and over its column, divided by that over all. Averaged over steps, and corrected for their start, as Adam's.
/// </summary>
internal sealed class FactoredMoment(Tensor values) : IHeadOptimizer
{
    private static readonly Scalar _decay = Lasting.Number(Adam.Beta2), _share = Lasting.Number(1 - Adam.Beta2), _epsilon = Lasting.Number(Adam.Epsilon);

    private readonly Tensor _rows = zeros(values.shape[0], 1, values.dtype, values.device).DetachFromDisposeScope();
    private readonly Tensor _columns = zeros(1, values.shape[1], values.dtype, values.device).DetachFromDisposeScope();
    private long _steps;

    public void Step(Tensor gradient, double learningRate)
    {
        using var noGrad = no_grad();
        _steps++;
        Tensor squares = gradient.Squared();
        _rows.mul_(_decay).add_(squares.mean([1], keepdim: true), _share);
        _columns.mul_(_decay).add_(squares.mean([0], keepdim: true), _share);
        using Scalar rate = Lasting.Number(-learningRate), correction = Lasting.Number(1 / (1 - Math.Pow(Adam.Beta2, _steps)));
        Tensor byRow = _rows.mul(correction).sqrt().AddInPlace(_epsilon), byColumn = _columns.div(_columns.mean()).sqrt();
        values.add_(gradient.div(byRow).div(byColumn).nan_to_num_(0), rate);
    }

    public void Visit(CheckpointState state, string name)
    {
        state.Visit(name + ".rows", _rows);
        state.Visit(name + ".columns", _columns);
        _steps = state.Visit(name + ".steps", _steps);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _columns.Dispose();
    }
}
