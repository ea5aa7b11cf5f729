using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

/// <summary>The functional call of modules that no functional form exists for: gradients against central differences, in float64.</summary>
[TestClass]
public class NativeModuleTests
{
    [TestMethod]
    public void Lstm() => CheckGradient(nn.LSTM(5, 6, dtype: ScalarType.Float64), (m, x) => ((LSTM)m).call(x).Item1);

    [TestMethod]
    public void Attention() => CheckGradient(nn.MultiheadAttention(5, 1).to(ScalarType.Float64), (m, x) => ((MultiheadAttention)m).call(x, x, x, null, false, null).Item1);

    [TestMethod]
    public void TiedWeights()
    {
        var module = new Tied();
        using FlatParameters flat = CheckGradient(module, (m, x) => ((Tied)m).call(x));
        Assert.AreEqual(5 * 5 + 5 + 5, flat.Count, "The shared matrix counts once.");
    }

    private static FlatParameters CheckGradient(nn.Module module, Func<nn.Module, Tensor, Tensor> call)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(2);
        var flat = new FlatParameters(module);
        Tensor input = randn([3, 2, 5], ScalarType.Float64, generator: generator);
        Tensor start = flat.Values.detach().clone(), direction = randn(flat.Count, ScalarType.Float64, generator: generator);

        double At(double distance)
        {
            flat.Load(start + direction * distance);
            using var noGrad = no_grad();
            return call(module, input).square().sum().item<double>();
        }

        double numeric = (At(1e-5) - At(-1e-5)) / 2e-5;
        flat.Load(start);
        call(module, input).square().sum().backward();
        double analytic = (flat.Gradient * direction).sum().item<double>();
        Assert.AreEqual(numeric, analytic, 1e-6 * Math.Abs(numeric));
        Assert.AreNotEqual(0, analytic);
        return flat;
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        private readonly Linear encoder = nn.Linear(5, 5, dtype: ScalarType.Float64);
        private readonly Linear decoder = nn.Linear(5, 5, dtype: ScalarType.Float64);

        public Tied() : base(nameof(Tied))
        {
            decoder.weight = encoder.weight;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => decoder.call(encoder.call(input).tanh());
    }
}
