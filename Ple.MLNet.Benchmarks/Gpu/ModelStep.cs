using System.Diagnostics;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Gpu;

/// <summary>Loss and gradient of a model's first step on a device, and what later steps take.</summary>
internal sealed record ModelStep(float[] Gradient, double Milliseconds)
{
    private const int TimedSteps = 3, Seed = 1;

    /// <summary>Weights, rows and noise are drawn on the CPU: the same on every device.</summary>
    public static ModelStep Of(GenerativeModelOptions options, RowLayout layout, Device device, int count)
    {
        using var scope = NewDisposeScope();
        using Generator random = Reproducible.Generator(Seed);
        Tensor values = rand(count, layout.ValueCount, generator: random).to(device);
        Tensor classes = nn.functional.one_hot(arange(count).remainder(tensor(layout.ConditionSize)), layout.ConditionSize).to(ScalarType.Float32).to(device);
        using GenerativeModel model = options.Create(layout, Seed);
        model.to(device);
        using var weights = new FlatParameters(model.Weights);
        model.train();
        float[] first = Step().Numbers<float>();
        var clock = Stopwatch.StartNew();
        for (int step = 0; step < TimedSteps; step++)
            Step();
        _ = weights.Gradient.sum().Number(); // waits for the device
        return new(first, clock.Elapsed.TotalMilliseconds / TimedSteps);

        Tensor Step()
        {
            var noise = new HostNoise(random, count, device);
            (model as ICompanionModel)?.StepCompanion(values, classes, noise, share: 0.1);
            weights.Gradient.zero_();
            model.Loss(values, classes, noise).mean().backward();
            return weights.Gradient;
        }
    }

    /// <summary>As a share of the other's largest number.</summary>
    public double LargestDifference(ModelStep other) => Gradient.Zip(other.Gradient, (a, b) => (double)Math.Abs(a - b)).Max() / other.Gradient.Max(Math.Abs);

    private sealed class HostNoise(Generator random, long rows, Device device) : INoise
    {
        public long Rows => rows;

        public Tensor Normal(long perRow) => randn(rows, perRow, generator: random).to(device);

        public Tensor Uniform(long perRow) => rand(rows, perRow, generator: random).to(device);
    }
}
