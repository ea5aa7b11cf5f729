using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>
/// The running statistics of batch norm, made anew for the weights that are in the model. Those that training left belong to a sequence of
/// other weights, with a hypernetwork to many others; they move fairness ratios as much as the methods do.
/// </summary>
internal static class BatchNormStatistics
{
    private const int ChunkRows = 8192;

    /// <summary>Averages the statistics of large chunks of the training rows, and leaves the model in evaluation mode.</summary>
    public static void Recompute(GenerativeModel model, Tensor rows, Generator noise)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        List<(BatchNorm Layer, double? Momentum)> norms = [.. model.modules().OfType<BatchNorm>().Select(n => (n, n.momentum))];
        if (norms.Count > 0)
        {
            model.train();
            foreach ((int index, Tensor chunk) in rows.chunk((rows.shape[0] + ChunkRows - 1) / ChunkRows).Index())
            {
                foreach ((BatchNorm layer, _) in norms)
                    layer.momentum = 1.0 / (index + 1); // a plain average over the chunks
                (Tensor values, Tensor? condition) = model.Layout.Split(chunk);
                _ = model.Loss(values, condition, GeneratorNoise.Of(noise, chunk));
            }
            foreach ((BatchNorm layer, double? momentum) in norms)
                layer.momentum = momentum;
        }
        model.eval();
    }
}
