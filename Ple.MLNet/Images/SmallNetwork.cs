using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Images;

/// <summary>A small convolutional classifier; its last hidden layer gives the features that images are compared by.</summary>
internal sealed class SmallNetwork : ImageNetwork
{
    private const int Hidden = 64;
    private const int FirstFilters = 16, FirstSize = 5, SecondFilters = 32, SecondSize = StridedConvolution.HalvingKernel;
    private readonly Conv2d _first, _second;
    private readonly Linear _hidden, _classes;
    private readonly ImageShape _shape;

    /// <param name="shape">Of the images.</param>
    /// <param name="classCount">2 or more.</param>
    /// <param name="generator">Draws the first weights, uniform as PyTorch's own start.</param>
    public SmallNetwork(ImageShape shape, int classCount, Generator generator) : base("image classifier")
    {
        using var scope = NewDisposeScope(); // a module's own tensors belong to no scope
        _shape = shape;
        _first = nn.Conv2d(shape.Channels, FirstFilters, FirstSize, stride: 2, padding: FirstSize / 2);
        _second = nn.Conv2d(FirstFilters, SecondFilters, SecondSize, stride: 2, padding: SecondSize / 2);
        Start(_first, (long)shape.Channels * FirstSize * FirstSize, generator);
        Start(_second, (long)FirstFilters * SecondSize * SecondSize, generator);
        _hidden = Reproducible.Linear(HiddenInputs(shape), Hidden, generator);
        _classes = Reproducible.Linear(Hidden, classCount, generator);
        RegisterComponents();
    }

    public override int FeatureCount => Hidden;

    /// <summary>How many weights such a network has, before memory is asked for.</summary>
    public static long WeightCount(ImageShape shape, int classCount)
        => FirstFilters * ((shape.Channels * FirstSize * FirstSize) + 1) + SecondFilters * ((FirstFilters * SecondSize * SecondSize) + 1)
            + Hidden * (HiddenInputs(shape) + 1) + (long)classCount * (Hidden + 1);

    public override Tensor Features(Tensor images)
    {
        Tensor first = _first.call(images.view(-1, _shape.Channels, _shape.Height, _shape.Width)).relu_();
        return _hidden.call(StridedConvolution.Halve(first, _second.weight, _second.bias!).relu_().flatten(1)).relu_();
    }

    public override Tensor Classify(Tensor features) => _classes.call(features);

    private static long HiddenInputs(ImageShape shape) => (long)SecondFilters * Quarter(shape.Height) * Quarter(shape.Width);

    private static int Quarter(int side) => (((side + 1) / 2) + 1) / 2;

    private static void Start(Conv2d layer, long inputs, Generator generator)
    {
        layer.weight = Reproducible.LinearParameter(inputs, generator, layer.weight.shape);
        layer.bias = Reproducible.LinearParameter(inputs, generator, layer.bias!.shape);
    }
}
