using BenchmarkDotNet.Attributes;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks;

/// <summary>The Frechet distance of two sets, from their moments.</summary>
public class FrechetBenchmarks
{
    private Moments? _first, _second;

    [Params(64, 512)]
    public int Dimensions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        (_first, _second) = Sides(Dimensions);
    }

    [Benchmark]
    public double Distance() => FrechetDistance.Between(_first!, _second!).Distance;

    /// <summary>Moments of twice as many rows as dimensions, correlated and of falling scale.</summary>
    internal static (Moments First, Moments Second) Sides(int dimensions)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(1);
        return (Side(), Side());

        Moments Side()
        {
            Tensor rows = randn(2 * dimensions, dimensions, generator: generator).matmul(randn(dimensions, dimensions, generator: generator))
                / arange(1, dimensions + 1) + randn(dimensions, generator: generator);
            return Moments.Of(rows.data<float>().ToArray(), dimensions);
        }
    }
}
