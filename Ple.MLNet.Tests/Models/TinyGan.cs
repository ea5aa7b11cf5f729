using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A generative adversarial network: θ is the generator's, the critic is a companion with an optimiser of its own.</summary>
internal sealed class TinyGan : GenerativeModel, ICompanionModel
{
    private readonly nn.Module<Tensor, Tensor> generator;
    private readonly nn.Module<Tensor, Tensor> critic;
    private readonly int _latent;
    private Tensor[]? _ofCritic;

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

    /// <summary>Plain gradient descent.</summary>
    public void StepCompanion(Tensor values, Tensor? condition, INoise noise, double learningRate)
    {
        _ofCritic ??= [.. critic.parameters()];
        Tensor made;
        using (no_grad())
            made = Sample(condition, noise, OutputKind.Draw);
        Tensor loss = Judge(values, condition).neg().Softplus().Plus(Judge(made, condition).Softplus()).mean();
        IList<Tensor> gradients = autograd.grad([loss], _ofCritic);
        using var noGrad = no_grad();
        foreach ((Tensor parameter, Tensor gradient) in _ofCritic.Zip(gradients))
            parameter.sub_(gradient.Times(learningRate));
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
