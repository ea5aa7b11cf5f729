using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Images;

/// <summary>Trains the network by cross entropy.</summary>
internal sealed class ImageClassifierTraining(IHost host, ImageClassifierOptions options, int seed)
{
    private const double WarmUp = 0.2;
    private const int MeasuredImages = 2048, MeasuredChunk = 256;

    public void Run(ImageNetwork network, LabelledImages images)
    {
        using TorchThreads? threads = TorchThreads.Use(options.Threads);
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(seed);
        using var weights = new FlatParameters(network); // the network's parameters keep the memory that they share with it
        using var adam = new Adam(weights.Values);
        int count = images.Targets.Length;
        Tensor pixels = Reproducible.Copy(images.Pixels, [count, images.Pixels.Length / count]);
        Tensor targets = tensor(images.Targets);
        double loss = 0;
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            using DisposeScope ofEpoch = NewDisposeScope();
            Tensor order = randperm(count, generator: generator);
            for (int start = 0; start < count; start += options.BatchSize)
            {
                host.CheckAlive();
                options.CancellationToken.ThrowIfCancellationRequested();
                int size = Math.Min(options.BatchSize, count - start);
                double done = (epoch + (start + (size / 2.0)) / count) / options.Epochs;
                double rate = options.Network == ImageClassifierNetwork.Small ? options.LearningRate : options.LearningRate * ShareOfRate(done);
                loss = Step(network, weights, adam, pixels, targets, order.narrow(0, start, size), rate);
                options.Progress?.Report((epoch + (start + size) / (double)count) / options.Epochs);
            }
        }
        if (!double.IsFinite(loss))
            throw host.Except($"Training diverged (the loss is {loss}): lower {nameof(ImageClassifierOptions.LearningRate)}, or scale the pixels to 0 to 1.");
        Tensor some = randperm(count, generator: generator).narrow(0, 0, Math.Min(MeasuredImages, count));
        BatchNormStatistics.Recompute(network, new TrainingSet(pixels.index_select(0, some)).Chunks(MeasuredChunk), chunk => _ = network.Features(chunk));
        network.EndTraining();
    }

    /// <summary>Deep networks begin slowly, while Adam does not know the gradients' sizes yet, and end slowly: up in a straight line, down by half a cosine.</summary>
    /// <param name="done">The share of the fit that is done.</param>
    private static double ShareOfRate(double done) => done < WarmUp ? done / WarmUp : (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp))) / 2;

    /// <returns>The loss.</returns>
    private static double Step(ImageNetwork network, FlatParameters weights, Adam adam, Tensor pixels, Tensor targets, Tensor batch, double rate)
    {
        using DisposeScope scope = NewDisposeScope();
        weights.Gradient.zero_();
        Tensor loss = nn.functional.cross_entropy(network.call(pixels.index_select(0, batch)), targets.index_select(0, batch));
        loss.backward();
        adam.Step(weights.Gradient, rate);
        return (float)loss.Number();
    }
}
