using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.Images;

/// <summary>Trains an <see cref="Oracle"/> on all classes of a folder of images. Same options and thread count: same weights.</summary>
internal static class OracleTrainer
{
    private static readonly Scalar _white = 255f;

    /// <exception cref="UserErrorException">The images are not square, or of one class only.</exception>
    public static Oracle Train(ImageFolder images, OracleOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ImageDataSet training = images.Training;
        if (training.Width != training.Height)
            throw new UserErrorException($"The oracle takes square images only; these are {training.Width} x {training.Height}.");
        byte[] classes = [.. training.Labels.ToArray().Distinct().Order()];
        if (classes.Length < 2)
            throw new UserErrorException($"All training images are of class {classes[0]}: a classifier needs two classes or more.");

        TorchBackend.EnsureLoaded();
        using var generator = new Generator((ulong)options.Seed);
        var network = new OracleNetwork(training.Width, classes.Length, generator);
        try
        {
            Fit(network, training, classes, options, generator, progress, cancellation);
            return new Oracle(network, classes, images.Test);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void Fit(OracleNetwork network, ImageDataSet training, byte[] classes, OracleOptions options, Generator generator,
        IProgress<double>? progress, CancellationToken cancellation)
    {
        using DisposeScope all = NewDisposeScope();
        Tensor pixels = tensor(training.Pixels.ToArray(), [training.Count, 1, training.Height, training.Width]);
        Tensor targets = tensor([.. training.Labels.ToArray().Select(label => (long)Array.IndexOf(classes, label))]);
        int count = Math.Min(training.Count, options.TrainingImages);
        Tensor chosen = randperm(training.Count, generator: generator).narrow(0, 0, count);
        using Adam optimizer = optim.Adam(network.parameters(), options.LearningRate);

        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            using DisposeScope ofEpoch = NewDisposeScope();
            Tensor order = chosen.index_select(0, randperm(count, generator: generator));
            for (int start = 0; start < count; start += options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope ofStep = NewDisposeScope();
                Tensor batch = order.narrow(0, start, Math.Min(options.BatchSize, count - start));
                Tensor logits = network.call(pixels.index_select(0, batch).to(ScalarType.Float32).div_(_white));
                Tensor loss = nn.functional.cross_entropy(logits, targets.index_select(0, batch));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                progress?.Report((epoch + (double)start / count) / options.Epochs);
            }
        }
    }
}
