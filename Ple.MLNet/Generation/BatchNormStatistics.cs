using Ple.MLNet.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>
/// The running statistics of batch norm, made anew for the weights that are in the model. Those that training left belong to a sequence of
/// other weights, with a hypernetwork to many others; they move fairness ratios as much as the methods do.
/// </summary>
internal static class BatchNormStatistics
{
    /// <summary>Averages the statistics of large chunks of the training rows, and leaves the model in evaluation mode.</summary>
    public static void Recompute(GenerativeModel model, TrainingSet set, Generator noise) => Recompute(model, set.Chunks(model.StatisticsRows), chunk =>
    {
        (Tensor values, Tensor? condition) = model.Layout.Split(chunk);
        model.RunForStatistics(values, condition, GeneratorNoise.Of(noise, chunk));
    });

    /// <summary>The same of any network.</summary>
    /// <param name="network">Nothing is run where it has no batch norm.</param>
    /// <param name="chunks">Rows to measure on.</param>
    /// <param name="run">The network on a chunk.</param>
    public static void Recompute(nn.Module network, IEnumerable<Tensor> chunks, Action<Tensor> run)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        List<(BatchNorm Layer, double? Momentum)> norms = [.. network.modules().OfType<BatchNorm>().Select(n => (n, n.momentum))];
        if (norms.Count > 0)
        {
            network.train();
            foreach ((int index, Tensor chunk) in chunks.Index())
            {
                using DisposeScope ofChunk = NewDisposeScope();
                foreach ((BatchNorm layer, _) in norms)
                    layer.momentum = 1.0 / (index + 1); // a plain average over the chunks
                run(chunk);
            }
            foreach ((BatchNorm layer, double? momentum) in norms)
                layer.momentum = momentum;
        }
        network.eval();
    }
}
