using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>The direction v(x, t) of the path from noise (t = 0) to data (t = 1) at a point, given a condition where there is one, and rows by following it.</summary>
internal sealed class VelocityField : nn.Module
{
    private const int Waves = 4;
    private const double ShareWithoutClass = 0.1;

    private static readonly Scalar _shareWithoutClass = Lasting.Number(ShareWithoutClass);
    private static readonly Scalar[] _frequencies = [.. Enumerable.Range(0, Waves).Select(i => Lasting.Number(Math.PI * (1 << i)))];

    private readonly FullyConnected network;
    private readonly int _size;
    private readonly bool _usesHeun, _isGuided;
    private readonly Scalar _step, _guidance;
    private readonly Scalar[] _times;

    /// <param name="size">Numbers of a point.</param>
    /// <param name="conditionSize">Classes, 0 for none.</param>
    /// <param name="options">Layers, steps, guidance.</param>
    /// <param name="generator">Of the initial weights.</param>
    public VelocityField(int size, int conditionSize, FlowMatchingOptions options, Generator generator) : base(nameof(VelocityField))
    {
        _size = size;
        (_usesHeun, _isGuided) = (options.Solver == FlowMatchingSolver.Heun, options.Guidance > 0 && conditionSize > 0);
        (_step, _guidance) = (Lasting.Number(1.0 / options.Steps), Lasting.Number(options.Guidance));
        _times = [.. Enumerable.Range(0, options.Steps + 1).Select(i => Lasting.Number((double)i / options.Steps))];
        network = new([size + 1 + 2 * Waves + conditionSize, .. options.HiddenSizes, size], batchNorm: false, generator);
        RegisterComponents();
    }

    /// <summary>|v(x_t, t) - (data - noise)|² summed over a row's numbers, at a random time of each row, [n].</summary>
    public Tensor Loss(Tensor data, Tensor? condition, INoise noise)
    {
        Tensor start = noise.Normal(_size), time = noise.Uniform(1), line = data - start;
        if (_isGuided)
            condition = condition! * noise.Uniform(1).gt(_shareWithoutClass).to(condition!.dtype);
        return (Velocity(start.Plus(time * line), time, condition) - line).Squared().sum([1]);
    }

    /// <summary>Where points at t = 0 end, [n, size].</summary>
    public Tensor Follow(Tensor points, Tensor? condition)
    {
        for (int i = 0; i + 1 < _times.Length; i++)
        {
            Tensor direction = GuidedVelocity(points, _times[i], condition);
            Tensor end = points.Plus(direction.mul(_step));
            points = !_usesHeun ? end
                : points.Plus(direction.Plus(GuidedVelocity(end, _times[i + 1], condition)).mul(_step).mul(Lasting.Half));
        }
        return points;
    }

    private Tensor GuidedVelocity(Tensor points, Scalar time, Tensor? condition)
    {
        Tensor times = full([points.shape[0], 1], time, points.dtype, points.device), direction = Velocity(points, times, condition);
        return !_isGuided ? direction
            : direction.Plus((direction - Velocity(points, times, zeros_like(condition!))).mul(_guidance));
    }

    private Tensor Velocity(Tensor points, Tensor time, Tensor? condition)
    {
        Tensor[] waves = [.. _frequencies.SelectMany(f => new[] { time.mul(f).sin(), time.mul(f).cos() })];
        return network.call(cat(condition is null ? [points, time, .. waves] : [points, time, .. waves, condition], 1));
    }
}
