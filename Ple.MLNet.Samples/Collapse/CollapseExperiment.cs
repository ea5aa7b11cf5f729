using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Estimation;
using Ple.MLNet.Samples.SelfConsume;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>Runs the loops of one world, each with real rows of its own.</summary>
internal sealed class CollapseExperiment(int runs, int generations, int threads)
{
    private const int TestRows = 500, MostDimensionRows = 2_000_000;
    private const string SquaredError = "squared error", Trace = "trace", LogDeterminant = "log determinant", LogLikelihood = "log likelihood";

    public CollapseCurve Run(CollapseWorld world, CollapseMethod method, ConsumptionKind kind, CancellationToken cancellation)
    {
        var histories = new ConsumptionHistory[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, run => histories[run] = Loop(world, method, kind, run, cancellation));
        CollapsePoint[] Points(string name) => [.. Enumerable.Range(0, histories[0].Generations.Count).Select(g => CollapsePoint.Of(histories.Select(h => h.Generations[g].Metrics[name] ?? double.NaN)))];
        return new(world, method.Name, kind.Name, Points(SquaredError), Points(Trace), Points(LogDeterminant), Points(LogLikelihood));
    }

    /// <summary>Fewer generations where accumulated rows would be too many.</summary>
    public int Generations(CollapseWorld world, ConsumptionKind kind) => kind.Data.KeepsEarlier && !kind.Data.IsSubsampled
        ? Math.Min(generations, MostDimensionRows / (world.Dimension * world.Rows))
        : generations;

    /// <summary>0, 1, 2, 5, 10, 20, 50, 100 and so on, where the likelihood is measured.</summary>
    private static bool IsShown(int generation)
    {
        while (generation >= 10 && generation % 10 == 0)
            generation /= 10;
        return generation is 0 or 1 or 2 or 5;
    }

    private ConsumptionHistory Loop(CollapseWorld world, CollapseMethod method, ConsumptionKind kind, int run, CancellationToken cancellation)
    {
        var mlContext = new MLContext(seed: 1);
        var truth = new CollapseModel(mlContext, world.Truth);
        double[] test = [.. truth.Generate(TestRows, int.MaxValue - 1).GetColumn<double[]>(CollapseModel.ColumnName).SelectMany(row => row)];
        int generation = 0;
        using var loop = mlContext.Ple.SelfConsumingLoop<CollapseModel>((g, _) => new CollapseEstimator(mlContext, method, world, run * 1000 + (generation = g)), new()
        {
            Generations = Generations(world, kind),
            Data = kind.Data,
            FreshRows = kind.Data.Real == RealRows.Fresh ? (g, count) => truth.Generate(count, 1_000_000 + run * 1000 + g) : null,
            Metrics =
            [
                Metric(SquaredError, moments => moments.SquaredMean),
                Metric(Trace, moments => moments.Trace / world.Trace),
                Metric(LogDeterminant, moments => moments.LogDeterminant - (world.Family == CollapseWorld.Mixture ? Math.Log(world.Trace) : 0)),
                new(LogLikelihood, (model, _) => IsShown(generation) ? ((CollapseModel)model).Density.LogLikelihoods(test).Average() : null),
            ],
            ScoredRows = 1,
            Seed = run,
            CancellationToken = cancellation,
        }).Fit(truth.Generate(world.Rows, run));
        return loop.History;
    }

    private static GenerationMetric Metric(string name, Func<DensityMoments, double> number) => new(name, (model, _) => number(DensityMoments.Of(((CollapseModel)model).Density)));
}
