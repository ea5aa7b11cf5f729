using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using TorchSharp.Modules;

namespace Ple.MLNet.Models;

/// <summary>The negative log-likelihood of a <see cref="TableOutput"/> or a <see cref="GaussianOutput"/>, with its gradients.</summary>
internal sealed unsafe class FusedTableOutput
{
    private readonly IReadOnlyList<int> _presence, _widths;
    private readonly float* _logSigmas, _logSigmaGradients;
    private readonly FeatureRows _always, _highest, _sums;

    /// <param name="output">Of a kind that <see cref="Fits"/>; its weights have gradients beside them, as <see cref="Hypernetworks.FlatParameters"/> leaves them. Not owned.</param>
    /// <param name="memory">For what it computes.</param>
    public FusedTableOutput(OutputDistribution output, FeatureMemory memory)
    {
        (Parameter? logSigmas, _presence, _widths) = output switch
        {
            TableOutput table => (table.LogSigmas, table.Presence, table.Widths),
            GaussianOutput gaussian => (gaussian.LogSigmas, [.. Enumerable.Repeat(-1, gaussian.ParameterCount)], []),
            _ => throw new ArgumentException($"Not {output.GetName()}.", nameof(output)),
        };
        if (logSigmas is not null)
        {
            _logSigmas = logSigmas.Pointer();
            _logSigmaGradients = logSigmas.grad!.Pointer();
        }
        (_always, _highest, _sums) = (memory.New(1), memory.New(1), memory.New(1));
        _always[0].Fill(1);
    }

    public static bool Fits(OutputDistribution output) => output is TableOutput or GaussianOutput;

    /// <summary>Writes the gradients.</summary>
    /// <param name="parameters">The decoder's output.</param>
    /// <param name="values">First of all the values of the rows.</param>
    /// <param name="shares">What each row counts: one feature.</param>
    /// <param name="losses">Of each row: one feature, added to.</param>
    /// <param name="gradient">dL/dParameters, written.</param>
    public void AddLoss(FeatureRows parameters, FeatureRows values, FeatureRows shares, FeatureRows losses, FeatureRows gradient)
    {
        for (int score = 0; score < _presence.Count; score++)
            AddScore(score, parameters, values, shares, losses, gradient);
        int first = _presence.Count;
        foreach (int width in _widths)
        {
            AddBlock(parameters.Part(first, width), values.Part(first, width), shares[0], losses[0], gradient.Part(first, width));
            first += width;
        }
    }

    private void AddScore(int score, FeatureRows parameters, FeatureRows values, FeatureRows shares, FeatureRows losses, FeatureRows gradients)
    {
        float given = _logSigmas[score], bounded = Math.Clamp(given, (float)TableOutput.LowestLogSigma, (float)TableOutput.HighestLogSigma);
        var inverse = Vector256.Create(MathF.Exp(-bounded));
        var constant = Vector256.Create((float)(0.5 * Math.Log(2 * Math.PI)) + bounded);
        var half = Vector256.Create(0.5f);
        FeatureRows present = _presence[score] < 0 ? _always : values.Part(_presence[score], 1);
        float* mean = parameters.At(score), value = values.At(score), loss = losses.Pointer, gradient = gradients.At(score);
        Vector256<float> pull = default;
        for (int lane = 0; lane < values.Width; lane += Vector256<float>.Count)
        {
            Vector256<float> counts = Vector256.Load(present.Pointer + lane), share = counts * Vector256.Load(shares.Pointer + lane);
            Vector256<float> standardized = (Vector256.Load(value + lane) - Vector256.Load(mean + lane)) * inverse, square = standardized * standardized;
            (Vector256.Load(loss + lane) + counts * (square * half + constant)).Store(loss + lane);
            (-standardized * inverse * share).Store(gradient + lane);
            pull += share * (Vector256<float>.One - square);
        }
        _logSigmaGradients[score] = given == bounded ? FeatureProducts.Total(pull) : 0;
    }

    private void AddBlock(FeatureRows logits, FeatureRows values, ReadOnlySpan<float> shares, Span<float> losses, FeatureRows gradients)
    {
        Span<float> highest = _highest[0], sums = _sums[0];
        logits[0].CopyTo(highest);
        for (int i = 1; i < logits.Features; i++)
            TensorPrimitives.Max(highest, logits[i], highest);
        sums.Clear();
        for (int i = 0; i < logits.Features; i++)
        {
            Span<float> gradient = gradients[i];
            TensorPrimitives.Multiply(logits[i], values[i], gradient);
            TensorPrimitives.Subtract(losses, gradient, losses);
            TensorPrimitives.Subtract(logits[i], highest, gradient);
            TensorPrimitives.Exp(gradient, gradient);
            TensorPrimitives.Add(sums, gradient, sums);
        }
        TensorPrimitives.Add(losses, highest, losses);
        TensorPrimitives.Log<float>(sums, highest);
        TensorPrimitives.Add(losses, highest, losses);
        for (int i = 0; i < logits.Features; i++)
        {
            Span<float> gradient = gradients[i];
            TensorPrimitives.Divide(gradient, sums, gradient);
            TensorPrimitives.Subtract(gradient, values[i], gradient);
            TensorPrimitives.Multiply(gradient, shares, gradient);
        }
    }
}
