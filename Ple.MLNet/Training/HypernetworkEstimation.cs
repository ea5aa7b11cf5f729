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
internal sealed class HypernetworkEstimation : IEstimation
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
    public HypernetworkEstimation(GenerativeModel model, Hypernetwork hypernetwork, PenaltyOptions penalty, OutputKind output, Generator noise)
    {
        (_model, _hypernetwork, _penalty, _output, _noise) = (model, hypernetwork, penalty, output, noise);
        _bodyOptimizer = new Adam(hypernetwork.Body.Values);
    }

    public (double Loss, double Penalty) Step(Tensor rows, double learningRate)
    {
        _hypernetwork.Body.Gradient.zero_();
        WeightHead head = _hypernetwork.Head;
        Tensor embedding = _hypernetwork.Embed(rows);
        Tensor real = head.Forward(embedding).view(-1);
        _hypernetwork.Target.Load(real);

        Tensor noise = randn(rows.shape[0], _model.LatentSize, rows.dtype, rows.device, generator: _noise);
        Tensor loss = _model.NegativeLogLikelihood(rows, noise).mean();
        loss.backward();

        Tensor embeddings = embedding, pulled;
        double penalty = 0;
        if (_penalty.Lambda == 0)
            pulled = head.Step(_hypernetwork.Target.Gradient.unsqueeze(0), embedding, learningRate);
        else
            (embeddings, pulled, penalty) = StepWithPenalty(rows, embedding, real, learningRate);
        autograd.backward(embeddings, pulled);
        _bodyOptimizer.Step(_hypernetwork.Body.Gradient, learningRate);
        return (loss.to(ScalarType.Float64).item<double>(), penalty);
    }

    public void Finish(Tensor rows)
    {
        using var scope = NewDisposeScope();
        _hypernetwork.Target.Load(_hypernetwork.Predict(rows.split(8192)));
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
        if (head is FusedHead fused && !_penalty.GradientThroughSamples)
        {
            double share = Penalty.Share(_penalty, real);
            (Tensor fusedPull, double sum) = fused.StepWithPenalty(_hypernetwork.Target.Gradient, real, embeddings,
                _penalty.Lambda * share, _penalty.Form == PenaltyForm.Expectation, learningRate);
            return (embeddings, fusedPull, sum * share);
        }

        (double value, Tensor byReal, Tensor bySynthetic) = Penalty.Evaluate(_penalty, real, head.Forward(synthetic));
        if (_penalty.GradientThroughSamples)
        {
            autograd.backward(synthetic, head.Pull(bySynthetic), retain_graph: true, inputs: leaves);
            foreach ((Tensor y, Tensor leaf) in made.Zip(leaves))
                autograd.backward(y, leaf.grad!);
        }
        Tensor gradientOfReal = _hypernetwork.Target.Gradient.AddInPlace(byReal);
        Tensor pulled = head.Step(cat([gradientOfReal.unsqueeze(0), bySynthetic]), embeddings, learningRate);
        return (embeddings, pulled, value);
    }

    /// <summary>As many rows as the batch has, with its conditions, drawn with the weights that are in the model.</summary>
    private Tensor Sample(Tensor rows)
    {
        using IDisposable? noGrad = _penalty.GradientThroughSamples ? null : no_grad();
        long count = rows.shape[0], values = _model.RowSize - _model.ConditionSize;
        Tensor latent = randn(count, _model.LatentSize, rows.dtype, rows.device, generator: _noise);
        Tensor[] condition = _model.ConditionSize == 0 ? [] : [rows.narrow(1, values, _model.ConditionSize)];
        Tensor parameters = _model.Decode(cat([latent, .. condition], 1));
        bool draw = _output == OutputKind.Draw && (_model.Output.DrawsAreReparameterized || !_penalty.GradientThroughSamples);
        Tensor made = draw
            ? _model.Output.Draw(parameters, Reproducible.Uniform(count, values, rows.dtype, rows.device, _noise))
            : _model.Output.Mean(parameters);
        return cat([made, .. condition], 1);
    }
}
