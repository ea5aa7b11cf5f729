using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Fully connected layers, then transposed convolutions (4 x 4, each doubles width and height); between them batch norm, if asked for, and leaky ReLU.</summary>
internal sealed class ConvolutionalDecoder : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar _slope = Lasting.Number(0.01);

    private readonly FullyConnected dense;
    private readonly ParameterList weights = [];
    private readonly ParameterList biases = [];
    private readonly ModuleList<BatchNorm2d> norms = [];
    private readonly ImageShape[] _sizes;

    /// <param name="shape">Of the images.</param>
    /// <param name="inputs">Latent numbers of a row, and its condition.</param>
    /// <param name="options">Filters, hidden layer, batch norm.</param>
    /// <param name="generator">Of the initial weights.</param>
    public ConvolutionalDecoder(ImageShape shape, int inputs, ConvVaeOptions options, Generator generator) : base(nameof(ConvolutionalDecoder))
    {
        _sizes = [.. options.Sizes(shape).Reverse()];
        dense = new([inputs, options.HiddenSize, _sizes[0].Size], options.BatchNorm, generator);
        for (int i = 0; i + 1 < _sizes.Length; i++)
        {
            int from = _sizes[i].Channels, to = _sizes[i + 1].Channels;
            if (options.BatchNorm)
                norms.Add(BatchNormalization.OfImages(from));
            long fan = (long)from * StridedConvolution.DoublingKernel * StridedConvolution.DoublingKernel / 4; // of its 16 weights 4 reach a pixel
            weights.Add(Reproducible.LinearParameter(fan, generator, from, to, StridedConvolution.DoublingKernel, StridedConvolution.DoublingKernel));
            biases.Add(Reproducible.LinearParameter(fan, generator, to));
        }
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor maps = dense.call(input).view(-1, _sizes[0].Channels, _sizes[0].Height, _sizes[0].Width);
        for (int i = 0; i < weights.Count; i++)
        {
            if (norms.Count > 0)
                maps = BatchNormalization.Apply(norms[i], maps);
            maps = StridedConvolution.Double(maps.leaky_relu(_slope), weights[i], biases[i]);
            // Of a side with an odd number of pixels the double of half of it, rounded up, is one more.
            maps = maps.narrow(2, 0, _sizes[i + 1].Height).narrow(3, 0, _sizes[i + 1].Width);
        }
        return maps.flatten(1);
    }
}
