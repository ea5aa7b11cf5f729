using BenchmarkDotNet.Attributes;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks;

/// <summary>The latent mixture of a fit: 10 components on 5,500 rows of 8 latent numbers, from eight clusters that overlap.</summary>
public class MixtureBenchmarks
{
    private const int Dimension = 8;

    private double[] _rows = [];

    [Params(5500)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(1);
        Tensor centres = randn(8, Dimension, generator: generator);
        Tensor rows = centres.index_select(0, randint(8, Rows, ScalarType.Int64, generator: generator))
            + randn(Rows, Dimension, generator: generator).mul_(0.5);
        _rows = rows.to(ScalarType.Float64).data<double>().ToArray();
    }

    [Benchmark]
    public int Fit() => new GaussianMixtureEm(new() { Components = 10, CovarianceRegularization = 1e-3 }).Fit(_rows, Dimension).Iterations;
}
