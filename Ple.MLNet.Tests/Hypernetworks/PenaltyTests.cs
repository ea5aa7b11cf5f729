using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

[TestClass]
public class PenaltyTests
{
    [TestMethod]
    [DataRow(PenaltyForm.Expectation, PenaltyReduction.Mean)]
    [DataRow(PenaltyForm.Expectation, PenaltyReduction.Sum)]
    [DataRow(PenaltyForm.Samples, PenaltyReduction.Mean)]
    [DataRow(PenaltyForm.Samples, PenaltyReduction.Sum)]
    public void ValueAndGradientsEqualAutograd(PenaltyForm form, PenaltyReduction reduction)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(1);
        Tensor real = randn([50], ScalarType.Float64, generator: generator).requires_grad_();
        Tensor synthetic = randn([4, 50], ScalarType.Float64, generator: generator).requires_grad_();
        Tensor distance = form == PenaltyForm.Expectation ? (synthetic.mean([0]) - real).abs() : (synthetic - real).abs().mean([0]);
        Tensor expected = reduction == PenaltyReduction.Mean ? distance.mean() : distance.sum();
        (expected * 0.3).backward();

        var options = new PenaltyOptions { Reduction = reduction };
        double share = options.Share(50), value = expected.item<double>();
        Tensor bySynthetic = synthetic.detach().clone();
        double sum = Penalty.ToGradients(form, 0.3 * share, real.detach(), bySynthetic);
        Assert.AreEqual(value, sum * share, 1e-12 * value);
        Assert.AreEqual(0, (real.grad! + bySynthetic.sum([0])).abs().max().item<double>(), 1e-15);
        Assert.AreEqual(0, (synthetic.grad! - bySynthetic).abs().max().item<double>(), 1e-15);
    }
}
