using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Steps;

/// <summary>A model of rows of 784 values with one way to train it, on one thread.</summary>
internal sealed class TrainingStep : IDisposable
{
    private const int RowSize = 784, BatchSize = 128, Batches = 8;
    private const double LearningRate = 1e-3, Lambda = 0.1;

    private readonly GenerativeModel _model;
    private readonly Tensor _rows = rand(Batches * BatchSize, RowSize, generator: Reproducible.Generator(1));
    private readonly Generator _noise = Reproducible.Generator(2);
    private readonly FlatParameters? _weights;
    private readonly Hypernetwork? _hypernetwork;
    private readonly ITrainingSteps _estimation;
    private readonly bool _shares;
    private int _steps;

    public TrainingStep(VaeOptions shape, StepKind kind)
    {
        set_num_threads(1);
        _model = shape.Create(RowLayout.Vector(RowSize, likelihood: Likelihood.Bernoulli), seed: 3);
        _model.train();
        if (kind == StepKind.Plain)
        {
            _weights = new(_model);
            _estimation = new MaximumLikelihoodSteps(_model, _weights, _noise);
            return;
        }
        _hypernetwork = new(_model, RowSize, new()
        {
            HeadRank = kind is StepKind.LowRank or StepKind.LowRankPenalty or StepKind.LowRankFactored or StepKind.LowRankFactoredPenalty ? 16 : 0,
            HeadMoments = kind is StepKind.Factored or StepKind.FactoredPenalty or StepKind.LowRankFactored or StepKind.LowRankFactoredPenalty ? HeadMoments.Factored : HeadMoments.Full,
        });
        double lambda = kind.ToString().EndsWith("Penalty", StringComparison.Ordinal) ? Lambda : 0;
        _estimation = kind is StepKind.Autograd or StepKind.AutogradPenalty
            ? new OrdinaryHypernetworkSteps(_model, _hypernetwork, lambda, _noise)
            : new HypernetworkSteps(_model, _hypernetwork, new() { Lambda = lambda }, OutputKind.Draw, _noise);
    }

    /// <summary>With a penalty, on the model and the hypernetwork of a step without one: what takes seconds to make is made once.</summary>
    public TrainingStep(TrainingStep of)
    {
        (_model, _hypernetwork, _shares) = (of._model, of._hypernetwork!, true);
        _estimation = new HypernetworkSteps(_model, _hypernetwork, new() { Lambda = Lambda }, OutputKind.Draw, _noise);
    }

    /// <summary>1.16 million weights.</summary>
    public static VaeOptions LargeModel => new() { HiddenSizes = [512, 256, 128, 64], LatentSize = 16 };

    /// <summary>57 thousand weights, the size that the samples train.</summary>
    public static VaeOptions SmallModel => new() { HiddenSizes = [32, 32, 32, 32], LatentSize = 8 };

    /// <summary>One step on the next batch; gives the loss from before it.</summary>
    public double Run()
    {
        using var scope = NewDisposeScope();
        Tensor batch = _rows.narrow(0, _steps++ % Batches * BatchSize, BatchSize);
        return _estimation.Step(batch, LearningRate).Loss;
    }

    public void Dispose()
    {
        _estimation.Dispose();
        _noise.Dispose();
        _rows.Dispose();
        if (_shares)
            return;
        _hypernetwork?.Dispose();
        _weights?.Dispose();
        _model.Dispose();
    }
}
