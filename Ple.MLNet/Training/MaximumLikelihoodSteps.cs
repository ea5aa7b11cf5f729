using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Maximum likelihood by Adam on the weights themselves.</summary>
internal sealed class MaximumLikelihoodSteps : ITrainingSteps
{
    private readonly GenerativeModel _model;
    private readonly FlatParameters _weights;
    private readonly Generator _noise;
    private readonly Adam _optimizer;
    private readonly bool _isFused;
    private FusedAutoencoder? _fused;

    /// <param name="model">The model; not owned.</param>
    /// <param name="weights">Its weights; not owned.</param>
    /// <param name="noise">Of the latent noise; not owned.</param>
    /// <param name="beta1">Of Adam.</param>
    public MaximumLikelihoodSteps(GenerativeModel model, FlatParameters weights, Generator noise, double beta1 = Adam.Beta1)
    {
        (_model, _weights, _noise) = (model, weights, noise);
        _isFused = FusedAutoencoder.Fits(model, weights.Values);
        _optimizer = new Adam(weights.Values, beta1);
    }

    public IReadOnlyList<Tensor> Trained => [_weights.Values];

    public (double Loss, double? Penalty) Step(Tensor rows, double learningRate, double share = 1)
    {
        double loss = _isFused ? Fused(rows) : Autograd(rows, share);
        _optimizer.Step(_weights.Gradient, learningRate);
        return (loss, null);
    }

    public void Finish(TrainingSet set)
    {
    }

    public void Visit(CheckpointState state)
    {
        ModelState.Visit(state, _model);
        _optimizer.Visit(state, "optimizer");
        state.Visit("noise", _noise);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _fused?.Dispose();
    }

    private double Fused(Tensor rows)
    {
        if (_fused?.Rows != rows.shape[0])
        {
            _fused?.Dispose();
            _fused = new((VariationalAutoencoder)_model, (int)rows.shape[0]);
        }
        return _fused.LossAndGradient(rows, GeneratorNoise.Of(_noise, rows));
    }

    private double Autograd(Tensor rows, double share)
    {
        (Tensor values, Tensor? condition) = _model.Layout.Split(rows);
        GeneratorNoise noise = GeneratorNoise.Of(_noise, rows);
        (_model as ICompanionModel)?.StepCompanion(values, condition, noise, share);
        _weights.Gradient.zero_();
        Tensor loss = _model.Loss(values, condition, noise).mean();
        loss.backward();
        return loss.Number();
    }
}
