using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Convolutions (3 x 3, each halves width and height), then fully connected layers; after each but the last batch norm, if asked for, and leaky ReLU.</summary>
internal sealed class ConvolutionalEncoder : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar _slope = Lasting.Number(0.01);

    private readonly ParameterList weights = [];
    private readonly ParameterList biases = [];
    private readonly ModuleList<BatchNorm2d> norms = [];
    private readonly FullyConnected dense;
    private readonly ImageShape _shape;

    /// <param name="shape">Of the images.</param>
    /// <param name="conditionSize">Numbers of a row behind its image.</param>
    /// <param name="options">Filters, hidden layer, batch norm.</param>
    /// <param name="outputs">Numbers that come out for a row.</param>
    /// <param name="generator">Of the initial weights.</param>
    public ConvolutionalEncoder(ImageShape shape, int conditionSize, ConvVaeOptions options, int outputs, Generator generator) : base(nameof(ConvolutionalEncoder))
    {
        _shape = shape;
        int inputs = shape.Channels;
        foreach (int filters in options.Filters)
        {
            long fan = (long)inputs * StridedConvolution.HalvingKernel * StridedConvolution.HalvingKernel;
            weights.Add(Reproducible.LinearParameter(fan, generator, filters, inputs, StridedConvolution.HalvingKernel, StridedConvolution.HalvingKernel));
            biases.Add(Reproducible.LinearParameter(fan, generator, filters));
            if (options.BatchNorm)
                norms.Add(BatchNormalization.OfImages(filters));
            inputs = filters;
        }
        ImageShape smallest = options.Sizes(shape)[^1];
        dense = new([smallest.Size + conditionSize, options.HiddenSize, outputs], options.BatchNorm, generator);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor maps = input.narrow(1, 0, _shape.Size).reshape(-1, _shape.Channels, _shape.Height, _shape.Width);
        for (int i = 0; i < weights.Count; i++)
        {
            maps = StridedConvolution.Halve(maps, weights[i], biases[i]);
            if (norms.Count > 0)
                maps = BatchNormalization.Apply(norms[i], maps);
            maps = maps.leaky_relu(_slope);
        }
        Tensor features = maps.flatten(1);
        long condition = input.shape[1] - _shape.Size;
        return dense.call(condition == 0 ? features : cat([features, input.narrow(1, _shape.Size, condition)], 1));
    }
}
