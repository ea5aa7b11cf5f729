using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// The mean loss of a <see cref="VariationalAutoencoder"/> of fully connected layers and its gradient, computed on one thread without libtorch: of a small model
/// autograd's calls take most of the time. Equal to autograd but for rounding, with the same noise.
/// </summary>
internal sealed unsafe class FusedAutoencoder : IDisposable
{
    /// <summary>Beyond, libtorch's products are as fast, and several threads share them.</summary>
    private const int MostWeights = 200_000;

    private static readonly Vector256<float> _half = Vector256.Create(0.5f),
        _lowest = Vector256.Create((float)VariationalAutoencoder.LowestLogVariance), _highest = Vector256.Create((float)VariationalAutoencoder.HighestLogVariance);

    private readonly RowLayout _layout;
    private readonly int _latentSize;
    private readonly FeatureMemory _memory;
    private readonly FeatureRows _input, _noise, _deviation, _latent, _latentGradient, _shares, _losses;
    private readonly FusedLayers _encoder, _decoder;
    private readonly FusedTableOutput _output;

    /// <param name="model">One that <see cref="Fits"/>; not owned.</param>
    /// <param name="rows">Of a batch.</param>
    public FusedAutoencoder(VariationalAutoencoder model, int rows)
    {
        (_layout, _latentSize, _memory) = (model.Layout, model.LatentSize, new(rows));
        using var scope = NewDisposeScope();
        _input = _memory.New(_layout.RowSize);
        (_noise, _deviation, _latentGradient) = (_memory.New(_latentSize), _memory.New(_latentSize), _memory.New(_latentSize));
        _latent = _memory.New(_latentSize + _layout.ConditionSize);
        (_shares, _losses) = (_memory.New(1), _memory.New(1));
        _shares[0][..rows].Fill(1f / rows); // and none for rows that are repeated
        _encoder = new((FullyConnected)model.Encoder, _input, _memory);
        _decoder = new((FullyConnected)model.Decoder, _latent, _memory);
        _output = new(model.Output, _memory);
    }

    /// <summary>Rows of a batch.</summary>
    public int Rows => _memory.Rows;

    /// <summary>Whether a model's loss and gradient are computed here: where that is faster than autograd. The one place that decides it.</summary>
    /// <param name="model">Any; its weights have their final type and device.</param>
    /// <param name="weights">All that are trained.</param>
    public static bool Fits(GenerativeModel model, Tensor weights)
        => TorchRuntime.HasWideVectors && weights.device_type == DeviceType.CPU && weights.dtype == ScalarType.Float32 && weights.numel() <= MostWeights
            && model is VariationalAutoencoder { Encoder: FullyConnected { HasBatchNorm: false }, Decoder: FullyConnected { HasBatchNorm: false } } autoencoder
            && FusedTableOutput.Fits(autoencoder.Output);

    /// <summary>Writes the gradient of the mean loss beside the model's weights.</summary>
    /// <param name="rows">[n, d + c]</param>
    /// <param name="noise">Of n rows.</param>
    /// <returns>The mean loss.</returns>
    public double LossAndGradient(Tensor rows, INoise noise)
    {
        _input.Fill(Numbers(rows));
        _noise.Fill(Numbers(noise.Normal(_latentSize)));
        _input.Part(_layout.ValueCount, _layout.ConditionSize).CopyTo(_latent.Part(_latentSize, _layout.ConditionSize));
        _losses[0].Clear();
        _encoder.Forward();
        for (int i = 0; i < _latentSize; i++)
            DrawLatent(i);
        _decoder.Forward();
        _output.AddLoss(_decoder.Output, _input, _shares, _losses, _decoder.OutputGradient);
        _decoder.Backward(_latentGradient);
        for (int i = 0; i < _latentSize; i++)
            PullLatent(i);
        _encoder.Backward(inputGradient: null);

        double sum = 0;
        foreach (float loss in _losses[0][..Rows])
            sum += loss;
        return sum / Rows;
    }

    public void Dispose() => _memory.Dispose();

    /// <summary>A latent number and its divergence from the prior.</summary>
    private void DrawLatent(int index)
    {
        float* mean = _encoder.Output.At(index), logVariance = _encoder.Output.At(_latentSize + index), deviation = _deviation.At(index), noise = _noise.At(index),
            latent = _latent.At(index), loss = _losses.Pointer;
        for (int lane = 0; lane < _losses.Width; lane += Vector256<float>.Count)
        {
            Vector256<float> bounded = Vector256.Min(Vector256.Max(Vector256.Load(logVariance + lane), _lowest), _highest),
                center = Vector256.Load(mean + lane), spread = Vector256.Exp(bounded * _half);
            spread.Store(deviation + lane);
            (center + Vector256.Load(noise + lane) * spread).Store(latent + lane);
            (Vector256.Load(loss + lane) + _half * (center * center + spread * spread - bounded - Vector256<float>.One)).Store(loss + lane);
        }
    }

    /// <summary>The gradient of a latent number's mean and logarithmic variance, by its own and that of the divergence.</summary>
    private void PullLatent(int index)
    {
        float* mean = _encoder.Output.At(index), logVariance = _encoder.Output.At(_latentSize + index), deviation = _deviation.At(index), noise = _noise.At(index),
            gradient = _latentGradient.At(index), meanGradient = _encoder.OutputGradient.At(index), varianceGradient = _encoder.OutputGradient.At(_latentSize + index);
        for (int lane = 0; lane < _losses.Width; lane += Vector256<float>.Count)
        {
            Vector256<float> given = Vector256.Load(logVariance + lane), spread = Vector256.Load(deviation + lane),
                pull = Vector256.Load(gradient + lane), share = Vector256.Load(_shares.Pointer + lane);
            (pull + Vector256.Load(mean + lane) * share).Store(meanGradient + lane);
            Vector256<float> inside = _half * (pull * Vector256.Load(noise + lane) * spread + (spread * spread - Vector256<float>.One) * share);
            (inside & Vector256.GreaterThanOrEqual(given, _lowest) & Vector256.LessThanOrEqual(given, _highest)).Store(varianceGradient + lane);
        }
    }

    private static ReadOnlySpan<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
