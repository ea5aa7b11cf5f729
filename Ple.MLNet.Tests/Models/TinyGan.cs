using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A generative adversarial network: θ is the generator's, the critic is a companion with an optimiser of its own.</summary>
internal sealed class TinyGan : GenerativeModel, ICompanionModel
{
    private const double LearningRate = 1e-3;

    private readonly nn.Module<Tensor, Tensor> generator;
    private readonly nn.Module<Tensor, Tensor> critic;
    private readonly int _latent;
    private readonly Dictionary<string, Tensor> _momentum = [];

    public TinyGan(RowLayout layout, TinyGanOptions options, long seed) : base(nameof(TinyGan), layout)
    {
        using Generator random = Reproducible.Generator(seed);
        _latent = options.Latent;
        generator = Network(_latent + layout.ConditionSize, options.Width, layout.ValueCount, random);
        critic = Network(layout.ValueCount + layout.ConditionSize, options.Width, 1, random);
        RegisterComponents();
    }

    public override nn.Module Weights => generator;

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => Judge(Sample(condition, noise, OutputKind.Draw), condition).neg().Softplus();

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output) => generator.call(RowLayout.Join(noise.Normal(_latent), condition));

    public override bool SamplesAreDifferentiable(OutputKind output) => true;

    public IReadOnlyDictionary<string, Tensor> CompanionState
    {
        get
        {
            if (_momentum.Count == 0)
            {
                foreach ((string name, TorchSharp.Modules.Parameter parameter) in critic.named_parameters())
                    _momentum[name] = zeros_like(parameter).DetachFromDisposeScope();
            }
            return _momentum;
        }
    }

    /// <summary>Gradient descent with momentum.</summary>
    public void StepCompanion(Tensor values, Tensor? condition, INoise noise, double share)
    {
        Tensor made;
        using (no_grad())
            made = Sample(condition, noise, OutputKind.Draw);
        Tensor loss = Judge(values, condition).neg().Softplus().Plus(Judge(made, condition).Softplus()).mean();
        (string Name, TorchSharp.Modules.Parameter Parameter)[] trained = [.. critic.named_parameters()];
        IList<Tensor> gradients = autograd.grad([loss], [.. trained.Select(t => (Tensor)t.Parameter)]);
        using var noGrad = no_grad();
        foreach (((string name, Tensor parameter), Tensor gradient) in trained.Zip(gradients))
        {
            Tensor momentum = CompanionState[name];
            momentum.copy_(momentum.Times(0.5).Plus(gradient));
            parameter.sub_(momentum.Times(share * LearningRate));
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (Tensor momentum in _momentum.Values)
            momentum.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Judge(Tensor rows, Tensor? condition) => critic.call(RowLayout.Join(rows, condition)).squeeze(1);

    private static nn.Module<Tensor, Tensor> Network(long inputs, long width, long outputs, Generator random)
        => nn.Sequential(("first", Layer(inputs, width, random)), ("tanh", nn.Tanh()), ("last", Layer(width, outputs, random)));

    private static nn.Module<Tensor, Tensor> Layer(long inputs, long outputs, Generator random)
    {
        TorchSharp.Modules.Linear layer = nn.Linear(inputs, outputs);
        using var noGrad = no_grad();
        layer.weight.normal_(0, 1 / Math.Sqrt(inputs), random);
        layer.bias!.zero_();
        return layer;
    }
}
