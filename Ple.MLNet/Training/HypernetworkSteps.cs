using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>
/// Estimation by hypernetwork (paper eq. 3 to 6): each batch X is the input set and the likelihood set. The loss is the mean bound on
/// -log p(x; H(X)) plus λ times the penalty on synthetic sets drawn with the weights H(X).
/// </summary>
internal sealed class HypernetworkSteps : ITrainingSteps
{
    private readonly GenerativeModel _model;
    private readonly Hypernetwork _hypernetwork;
    private readonly PenaltyOptions _penalty;
    private readonly OutputKind _output;
    private readonly Generator _noise;
    private readonly Adam _bodyOptimizer;

    /// <param name="model">The model; not owned.</param>
    /// <param name="hypernetwork">Of that model; not owned.</param>
    /// <param name="penalty">λ, m and form.</param>
    /// <param name="output">Whether synthetic rows are draws or means.</param>
    /// <param name="noise">Of all random numbers; not owned.</param>
    public HypernetworkSteps(GenerativeModel model, Hypernetwork hypernetwork, PenaltyOptions penalty, OutputKind output, Generator noise)
    {
        if (penalty.GradientThroughSamples && !model.SamplesAreDifferentiable(OutputKind.Mean))
            throw new ArgumentException($"Rows of a {model.GetName()} have no gradient: leave {nameof(PenaltyOptions)}.{nameof(PenaltyOptions.GradientThroughSamples)} false.", nameof(penalty));
        (_model, _hypernetwork, _penalty, _output, _noise) = (model, hypernetwork, penalty, output, noise);
        _bodyOptimizer = new Adam(hypernetwork.Body.Values, hypernetwork.FirstMomentDecay);
    }

    public IReadOnlyList<Tensor> Trained => [_hypernetwork.Body.Values, _hypernetwork.Head.Weight, _hypernetwork.Head.Bias];

    public (double Loss, double? Penalty) Step(Tensor rows, double learningRate, double share = 1)
    {
        _hypernetwork.Body.Gradient.zero_();
        WeightHead head = _hypernetwork.Head;
        Tensor embedding = _hypernetwork.Embed(rows);
        Tensor real = head.Forward(embedding).view(-1);
        _hypernetwork.Target.Load(real);

        (Tensor values, Tensor? condition) = _model.Layout.Split(rows);
        GeneratorNoise noise = GeneratorNoise.Of(_noise, rows);
        if (_model is ICompanionModel companion)
        {
            companion.StepCompanion(values, condition, noise, share);
            _hypernetwork.Target.Gradient.zero_();
        }
        Tensor loss = _model.Loss(values, condition, noise).mean();
        loss.backward();

        Tensor embeddings = embedding, pulled;
        double? penalty = null;
        if (_penalty.Lambda == 0)
            pulled = head.Step(_hypernetwork.Target.Gradient.unsqueeze(0), embedding, learningRate);
        else
            (embeddings, pulled, penalty) = StepWithPenalty(rows, embedding, real, learningRate);
        autograd.backward(embeddings, pulled);
        _bodyOptimizer.Step(_hypernetwork.Body.Gradient, learningRate);
        return (loss.Number(), penalty);
    }

    public void Finish(TrainingSet set)
    {
        using var scope = NewDisposeScope();
        _hypernetwork.Target.Load(_hypernetwork.Predict(set.Chunks(SetEmbedding.ChunkRows)));
    }

    public void Visit(CheckpointState state)
    {
        ModelState.Visit(state, _model);
        state.Visit("body", _hypernetwork.Body.Values);
        _bodyOptimizer.Visit(state, "body");
        _hypernetwork.Head.Visit(state);
        state.Visit("noise", _noise);
    }

    public void Dispose() => _bodyOptimizer.Dispose();

    /// <returns>Embeddings of X and Y_1..Y_m, [m + 1, h], and the gradients of the whole loss by them.</returns>
    private (Tensor Embeddings, Tensor Pulled, double Penalty) StepWithPenalty(Tensor rows, Tensor embedding, Tensor real, double learningRate)
    {
        WeightHead head = _hypernetwork.Head;
        Tensor[] made = [.. Enumerable.Range(0, _penalty.SyntheticSets).Select(_ => Sample(rows))];
        // The synthetic rows as leaves: their gradient is handed on by hand, through the weights that made them.
        Tensor[] leaves = Array.ConvertAll(made, y => y.detach().requires_grad_(_penalty.GradientThroughSamples));
        Tensor synthetic = cat(Array.ConvertAll(leaves, _hypernetwork.Embed)), embeddings = cat([embedding, synthetic]);
        double share = _penalty.Share(real.numel()), factor = _penalty.Lambda * share;
        if (!_penalty.GradientThroughSamples)
        {
            (Tensor stepped, double sum) = head.StepWithPenalty(_hypernetwork.Target.Gradient, real, embeddings, _penalty.Form, factor, learningRate);
            return (embeddings, stepped, sum * share);
        }

        Tensor bySynthetic = head.Forward(synthetic);
        double value = Penalty.ToGradients(_penalty.Form, factor, real, bySynthetic);
        autograd.backward(synthetic, head.Pull(bySynthetic), retain_graph: true, inputs: leaves);
        foreach ((Tensor y, Tensor leaf) in made.Zip(leaves))
            autograd.backward(y, leaf.grad!);
        Tensor gradientOfReal = _hypernetwork.Target.Gradient.add_(bySynthetic.sum([0]), Lasting.MinusOne);
        Tensor pulled = head.Step(cat([gradientOfReal.unsqueeze(0), bySynthetic]), embeddings, learningRate);
        return (embeddings, pulled, value * share);
    }

    /// <summary>As many rows as the batch has, with its conditions, drawn with the weights that are in the model.</summary>
    private Tensor Sample(Tensor rows)
    {
        using IDisposable? noGrad = _penalty.GradientThroughSamples ? null : no_grad();
        (_, Tensor? condition) = _model.Layout.Split(rows);
        // Where draws have no gradient the mean takes their place.
        OutputKind output = _penalty.GradientThroughSamples && !_model.SamplesAreDifferentiable(_output) ? OutputKind.Mean : _output;
        return RowLayout.Join(_model.Sample(condition, GeneratorNoise.Of(_noise, rows), output), condition);
    }
}
