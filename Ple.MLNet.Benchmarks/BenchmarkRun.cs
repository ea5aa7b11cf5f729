using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Ple.MLNet.Benchmarks;

/// <summary>A short run of BenchmarkDotNet inside this process: its own projects would each copy the native libraries.</summary>
internal sealed class BenchmarkRun
{
    private readonly Dictionary<string, double[]> _milliseconds;

    private BenchmarkRun(Summary summary)
        => _milliseconds = summary.Reports.Where(report => report.Success)
            .GroupBy(report => report.BenchmarkCase.Parameters.Items[^1].Value!.ToString()!)
            .ToDictionary(group => group.Key, group => group.SelectMany(Measured).Order().ToArray());

    /// <summary>Runs all cases of a benchmark class, whose last parameter (by name) says what is measured.</summary>
    public static BenchmarkRun Of<TBenchmarks>()
    {
        Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring)
            .WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(2).WithIterationCount(8);
        IConfig config = ManualConfig.CreateEmpty().AddJob(job).AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance).WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
        return new(BenchmarkRunner.Run<TBenchmarks>(config));
    }

    /// <summary>Median time of a case, over all rounds.</summary>
    public double Median(object measured)
    {
        double[] ascending = _milliseconds[measured.ToString()!];
        return ascending[ascending.Length / 2];
    }

    /// <summary>Median, fastest and slowest time of every case.</summary>
    public int Print()
    {
        Console.WriteLine($"{"milliseconds",-24}{"median",10}{"fastest",10}{"slowest",10}");
        foreach ((string name, double[] ascending) in _milliseconds)
            Console.WriteLine($"{name,-24}{Median(name),10:0.00}{ascending[0],10:0.00}{ascending[^1],10:0.00}");
        return 0;
    }

    private static IEnumerable<double> Measured(BenchmarkReport report)
        => report.GetResultRuns().Select(run => run.Nanoseconds / run.Operations / 1e6);
}
