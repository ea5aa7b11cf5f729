using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Steps;

/// <summary>
/// The training of a hypernetwork as one writes it first: a linear head for each parameter tensor, autograd through all of it, and
/// torch.optim.Adam. The same start and the same random numbers give the losses of <see cref="HypernetworkSteps"/>.
/// </summary>
internal sealed class OrdinaryHypernetworkSteps : ITrainingSteps
{
    private readonly GenerativeModel _model;
    private readonly Hypernetwork _hypernetwork;
    private readonly double _lambda;
    private readonly Generator _noise;
    private readonly Parameter[] _parameters;
    private readonly Linear[] _heads;
    private readonly optim.Optimizer _optimizer;

    /// <param name="hypernetwork">Whose body is trained, and from whose heads these start.</param>
    public OrdinaryHypernetworkSteps(GenerativeModel model, Hypernetwork hypernetwork, double lambda, Generator noise)
    {
        (_model, _hypernetwork, _lambda, _noise) = (model, hypernetwork, lambda, noise);
        _parameters = [.. model.parameters()];
        _heads = [.. hypernetwork.Target.Slices.Select(slice => Head(hypernetwork.Head, slice))];
        _optimizer = optim.Adam(_heads.SelectMany(head => head.parameters()).Prepend(hypernetwork.Body.Values));
    }

    public (double Loss, double? Penalty) Step(Tensor rows, double learningRate)
    {
        _optimizer.zero_grad();
        Tensor[] real = Predict(rows);
        Load(real);
        Tensor loss = _model.Loss(rows, null, GeneratorNoise.Of(_noise, rows)).mean();
        loss.backward();

        List<Tensor> outputs = [.. real];
        List<Tensor> gradients = [.. _parameters.Select(parameter => parameter.grad!.view(-1))];
        if (_lambda > 0)
        {
            Tensor penalty = Penalty(real, Predict(Sample(rows)));
            outputs.Add(penalty);
            gradients.Add(ones_like(penalty));
        }
        autograd.backward(outputs, gradients);
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = learningRate;
        _optimizer.step();
        return (loss.item<float>(), null);
    }

    public void Finish(Tensor rows) => throw new NotSupportedException();

    public void Visit(CheckpointState state) => throw new NotSupportedException();

    public void Dispose()
    {
        _optimizer.Dispose();
        foreach (Linear head in _heads)
            head.Dispose();
    }

    private static Linear Head(WeightHead start, WeightSlice slice)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Linear head = nn.Linear(start.Weight.shape[1], slice.Length);
        head.weight.copy_(start.Weight.narrow(0, slice.Offset, slice.Length));
        head.bias!.copy_(start.Bias.narrow(0, slice.Offset, slice.Length));
        return head;
    }

    private Tensor[] Predict(Tensor rows)
    {
        Tensor embedding = _hypernetwork.Embed(rows).squeeze(0);
        return Array.ConvertAll(_heads, head => head.call(embedding));
    }

    private void Load(Tensor[] weights)
    {
        using var noGrad = no_grad();
        foreach ((Parameter parameter, Tensor values) in _parameters.Zip(weights))
        {
            parameter.copy_(values.view(parameter.shape));
            parameter.grad!.zero_();
        }
    }

    private Tensor Sample(Tensor rows)
    {
        using var noGrad = no_grad();
        return _model.Sample(null, GeneratorNoise.Of(_noise, rows), OutputKind.Draw);
    }

    private Tensor Penalty(Tensor[] real, Tensor[] synthetic)
    {
        Tensor sum = zeros(1);
        foreach ((Tensor byReal, Tensor bySynthetic) in real.Zip(synthetic))
            sum += (bySynthetic - byReal).abs().sum();
        return sum * (_lambda / _hypernetwork.WeightCount);
    }
}
