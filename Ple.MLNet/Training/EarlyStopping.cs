using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Keeps the weights θ* under which rows set apart are most likely; classes count alike, however many rows they have. Of a model without a
/// likelihood those whose rows lie closest to the rows set apart.</summary>
internal sealed class EarlyStopping(EarlyStoppingOptions options, GenerativeModel model, FlatParameters weights, ITrainingSteps training,
    TrainingSet set, IReadOnlyList<Tensor> validationRowsOfClasses, long seed) : IStepFollower, IDisposable
{
    private Tensor? _best;
    private double _bestLoss = double.PositiveInfinity;
    private int _looksSince;

    /// <summary>Steps behind the best weights.</summary>
    public int BestStep { get; private set; }

    /// <summary>Whether these rows tell anything of the model: any row does by its likelihood, a distance takes more of them.</summary>
    public static bool CanTell(GenerativeModel model, IReadOnlyList<Tensor> validationRowsOfClasses)
        => validationRowsOfClasses.Sum(rows => rows.shape[0]) >= (model is ILikelihoodModel ? 1 : RowDistance.FewestRows);

    public bool After(int stepsDone)
    {
        if (stepsDone % options.EverySteps != 0)
            return false;
        double loss = Look();
        if (loss >= _bestLoss)
            return ++_looksSince >= options.Patience;
        _best?.Dispose();
        _best = weights.Values.detach().clone().DetachFromDisposeScope();
        (_bestLoss, _looksSince, BestStep) = (loss, 0, stepsDone);
        return false;
    }

    /// <summary>Puts the best weights into the model, if there was a look at all.</summary>
    public void Restore()
    {
        if (_best is not null)
            weights.Load(_best);
    }

    public void Visit(CheckpointState state)
    {
        _best = state.VisitOptional("stopping.best", _best, weights.Values.device);
        _bestLoss = state.Visit("stopping.bestLoss", _bestLoss);
        _looksSince = (int)state.Visit("stopping.looksSince", (long)_looksSince);
        BestStep = (int)state.Visit("stopping.bestStep", (long)BestStep);
    }

    public void Dispose() => _best?.Dispose();

    private double Look()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator noise = Reproducible.Generator(seed, set.Rows.device);
        training.Finish(set);
        BatchNormStatistics.Recompute(model, set, noise);
        double loss = model is ILikelihoodModel likelihood
            ? validationRowsOfClasses.Average(rows => -Bound(likelihood, rows, noise))
            : Distance(noise);
        model.train();
        return loss;
    }

    private double Bound(ILikelihoodModel likelihood, Tensor rows, Generator noise)
    {
        (Tensor values, Tensor? condition) = model.Layout.Split(rows);
        return likelihood.LogLikelihoodBound(values, condition, GeneratorNoise.Of(noise, rows)).mean().Number();
    }

    private double Distance(Generator noise)
    {
        Tensor rows = cat([.. validationRowsOfClasses]);
        (_, Tensor? condition) = model.Layout.Split(rows);
        Tensor made = model.Sample(condition, GeneratorNoise.Of(noise, rows), OutputKind.Draw);
        return new RowDistance(rows).To(RowLayout.Join(made, condition));
    }
}
