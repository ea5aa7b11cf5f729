using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A critic's weights and their Adam without a mean gradient (β1 = 0, as BigGAN has it).</summary>
internal sealed class CriticTraining : IDisposable
{
    private static readonly Scalar _beta2 = Lasting.Number(Adam.Beta2), _oneMinusBeta2 = Lasting.Number(1 - Adam.Beta2), _epsilon = Lasting.Number(Adam.Epsilon);

    private readonly FlatParameters _weights;
    private readonly Tensor _variance;
    private readonly Tensor _decayed; // β2 to the power of the steps: on the device, so that no step waits for it

    /// <param name="critic">On the device where it will stay.</param>
    public CriticTraining(nn.Module critic)
    {
        using var scope = NewDisposeScope();
        _weights = new(critic);
        _variance = zeros_like(_weights.Values, requires_grad: false).DetachFromDisposeScope();
        _decayed = ones(1, ScalarType.Float64, _weights.Values.device).DetachFromDisposeScope();
    }

    /// <summary>What steps change beside the weights.</summary>
    public IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor> { ["variance"] = _variance, ["decayed"] = _decayed };

    /// <summary>One step down the gradient of a loss.</summary>
    public void Step(Tensor loss, double learningRate)
    {
        _weights.Gradient.zero_();
        loss.backward();
        using var noGrad = no_grad();
        _decayed.mul_(_beta2);
        Tensor correction = _decayed.neg().Plus(Lasting.One).sqrt().to(ScalarType.Float32);
        using Scalar rate = Lasting.Number(-learningRate);
        _variance.mul_(_beta2).addcmul_(_weights.Gradient, _weights.Gradient, _oneMinusBeta2);
        _weights.Values.addcdiv_(_weights.Gradient, _variance.sqrt().div_(correction).AddInPlace(_epsilon), rate);
    }

    public void Dispose()
    {
        _weights.Dispose();
        _variance.Dispose();
        _decayed.Dispose();
    }
}
