using BenchmarkDotNet.Attributes;
using Ple.MLNet.Models;

namespace Ple.MLNet.Benchmarks.Steps;

/// <summary>Training steps of all kinds, in rounds: what else the machine does while they run falls on all of them.</summary>
public abstract class StepBenchmarks : IDisposable
{
    private readonly VaeOptions _shape;
    private TrainingStep? _step;

    private protected StepBenchmarks(VaeOptions shape) => _shape = shape;

    [Params(1, 2, 3)]
    public int Round { get; set; }

    [ParamsAllValues]
    public StepKind StepKind { get; set; }

    [GlobalSetup]
    public void Setup() => _step = new(_shape, StepKind);

    [GlobalCleanup]
    public void Dispose()
    {
        _step?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public double Step() => _step!.Run();
}
