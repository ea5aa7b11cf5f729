using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A distribution of one number whose truth is known: a Gaussian by the estimators of families, or a mixture of two by those of mixtures.</summary>
internal sealed class DensitySubject(MLContext mlContext, bool isMixture, int rows) : IConsumptionSubject
{
    public const string FamilyName = "family", MixtureName = "mixture";
    private const string ColumnName = nameof(Row.Features), LogLikelihoodName = "LogLikelihood";
    private const int HeldOutRows = 5000, MixtureSteps = 300;
    private const double Distance = 2, MinorityShare = 0.2;

    public string Model => isMixture ? MixtureName : FamilyName;

    public IReadOnlyList<string> Methods => isMixture ? ["mle", "hypernetwork", "ple"] : ["mle", "ple", "ple-data-driven"];

    public IReadOnlyList<string> Compared => Methods;

    public IEnumerable<string> Pictures(IReadOnlyList<string> methods, IReadOnlyList<ConsumptionKind> kinds) => [];

    public ConsumptionTask Task(int seed, string folder, CancellationToken cancellation)
    {
        IDataView heldOut = Draw(HeldOutRows, 900_000);
        ColumnConcatenatingTransformer features = mlContext.Transforms.Concatenate("Vector", ColumnName).Fit(heldOut);
        double deviation = Math.Sqrt(Values(heldOut).Select(v => v * v).Average() - Math.Pow(Values(heldOut).Average(), 2)), mean = Values(heldOut).Average();
        return new()
        {
            Training = Draw(rows, seed),
            FreshRows = (generation, count) => Draw(count, 1000 * seed + generation),
            Metrics =
            [
                GenerationMetric.Fid(mlContext.Ple.FidScorer("Vector").Fit(features.Transform(heldOut)), features).As(ConsumptionScores.Fid),
                new(ConsumptionScores.Deviation, made => Math.Abs(Values(made).Average() - mean) / deviation),
                new(ConsumptionScores.LogLikelihood, (model, _) => model.Transform(heldOut).GetColumn<float>(LogLikelihoodName).Average(v => (double)v)),
                .. isMixture ? [new(ConsumptionScores.MinorityFrequency, (IDataView made) => Values(made).Average(v => v > Distance / 2 ? 1.0 : 0))] : Array.Empty<GenerationMetric>(),
            ],
            ScoredRows = HeldOutRows,
            Estimator = (method, generation, _) => isMixture ? Mixture(method, seed + 1000 * generation) : Family(method, seed + 1000 * generation),
        };
    }

    public void Dispose()
    {
    }

    private DistributionEstimator Family(string method, int seed) => mlContext.Ple.Distribution(new DistributionOptions
    {
        ColumnName = ColumnName, LogLikelihoodColumnName = LogLikelihoodName, Family = DistributionFamilies.Gaussian, Seed = seed,
        Estimator = method switch { "mle" => new MaximumLikelihood(), "ple" => new ClosedFormPle(), _ => new DataDrivenPle() },
    });

    private GaussianMixtureEstimator Mixture(string method, int seed) => mlContext.Ple.GaussianMixture(new GaussianMixtureOptions
    {
        ColumnName = ColumnName, LogLikelihoodColumnName = LogLikelihoodName, Method = method == "mle" ? GaussianMixtureMethod.ExpectationMaximization : GaussianMixtureMethod.Hypernetwork,
        Em = new() { Components = 2, Seed = seed },
        Gradient = new() { Components = 2, Steps = MixtureSteps, Seed = seed, Penalty = new() { Lambda = method == "ple" ? 0.1 : 0, SyntheticSets = 2 } },
    });

    /// <summary>Standard normal; of the mixture a fifth of the rows lies two deviations away.</summary>
    private IDataView Draw(long count, int seed)
    {
        var random = new MersenneTwister(seed, threadSafe: false);
        float[] values = [.. Enumerable.Range(0, (int)count).Select(_ => (float)Normal.Sample(random, isMixture && random.NextDouble() < MinorityShare ? Distance : 0, 1))];
        return isMixture ? mlContext.Data.LoadFromEnumerable(values.Select(v => new Row { Features = [v] }).ToArray()) : mlContext.Data.LoadFromEnumerable(values.Select(v => new ScalarRow { Features = v }).ToArray());
    }

    private float[] Values(IDataView view) => isMixture ? [.. view.GetColumn<float[]>(ColumnName).Select(v => v[0])] : [.. view.GetColumn<float>(ColumnName)];

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];
    }

    private sealed class ScalarRow
    {
        public float Features { get; set; }
    }
}
