using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class StridedConvolutionTests
{
    /// <summary>Values and gradients are those of libtorch's own convolutions in double precision, for which it does not ask oneDNN; in many shapes, since that errs in some.</summary>
    [TestMethod]
    public void ValuesAndGradientsAreThoseInDoublePrecision()
    {
        const int images = 20; // few are not left to libtorch, which may ask NNPACK
        int[] channels = [1, 3, 8, 16, 32];
        foreach ((int from, int to) in channels.SelectMany(from => channels, (from, to) => (from, to)))
        {
            foreach (int size in (int[])[2, 4, 7, 14])
            {
                using var scope = NewDisposeScope();
                using Generator generator = Reproducible.Generator(1);
                Tensor input = randn(images, from, size, size, generator: generator), bias = randn(to, generator: generator);
                Tensor halving = randn(to, from, 3, 3, generator: generator), doubling = randn(from, to, 4, 4, generator: generator);
                AssertAlike($"{from} to {to} channels of {size} x {size}, halved", [input, halving, bias], StridedConvolution.Halve,
                    (x, w, b) => nn.functional.conv2d(x, w, b, strides: [2, 2], padding: [1, 1]));
                AssertAlike($"{from} to {to} channels of {size} x {size}, doubled", [input, doubling, bias], StridedConvolution.Double,
                    (x, w, b) => nn.functional.conv_transpose2d(x, w, b, strides: [2, 2], padding: [1, 1]));
            }
        }
    }

    /// <summary>Those of residual blocks: many channels, size kept or halved, kernels of 3 and 1; few images as many.</summary>
    [TestMethod]
    public void ConvolutionsOfResidualBlocksAreThoseInDoublePrecision()
    {
        foreach ((int from, int to, int size, int kernel, int stride) in (ReadOnlySpan<(int, int, int, int, int)>)[(1, 64, 9, 3, 2), (64, 64, 5, 3, 1), (64, 128, 7, 3, 2), (64, 128, 7, 1, 2)])
        {
            foreach (int images in (int[])[3, 20])
            {
                using var scope = NewDisposeScope();
                using Generator generator = Reproducible.Generator(1);
                Tensor input = randn(images, from, size, size, generator: generator), weight = randn(to, from, kernel, kernel, generator: generator), bias = randn(to, generator: generator);
                AssertAlike($"{images} images, {from} to {to} channels, kernel {kernel}, stride {stride}", [input, weight, bias], (x, w, b) => StridedConvolution.Convolve(x, w, b, stride),
                    (x, w, b) => nn.functional.conv2d(x, w, b, strides: [stride, stride], padding: [kernel / 2, kernel / 2]));
                Tensor without = StridedConvolution.Convolve(input, weight, bias: null, stride) + bias.view(-1, 1, 1);
                Assert.IsLessThan(1e-4, (without - StridedConvolution.Convolve(input, weight, bias, stride)).abs().max().item<float>());
            }
        }
    }

    private static void AssertAlike(string what, Tensor[] inputs, Func<Tensor, Tensor, Tensor, Tensor> ours, Func<Tensor, Tensor, Tensor, Tensor> reference)
    {
        foreach ((Tensor found, Tensor expected) in Differentiated(inputs, ScalarType.Float32, ours).Zip(Differentiated(inputs, ScalarType.Float64, reference)))
        {
            double error = (found.to(ScalarType.Float64) - expected).abs().max().item<double>() / expected.abs().max().item<double>();
            Assert.IsLessThan(1e-4, error, what);
        }
    }

    /// <summary>The result, and the gradients of the sum of its squares.</summary>
    private static Tensor[] Differentiated(Tensor[] inputs, ScalarType type, Func<Tensor, Tensor, Tensor, Tensor> convolution)
    {
        Tensor[] leaves = [.. inputs.Select(input => input.to(type).clone().requires_grad_())];
        Tensor result = convolution(leaves[0], leaves[1], leaves[2]);
        (result * result).sum().backward();
        return [result.detach(), .. leaves.Select(leaf => leaf.grad!)];
    }
}
