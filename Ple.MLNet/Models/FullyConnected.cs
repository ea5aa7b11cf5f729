using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Fully connected layers; after each but the last batch norm, if asked for, and leaky ReLU (slope 0.01).</summary>
/// <remarks>Weights are kept here and not in TorchSharp's linear layers, whose disposal leaves a native module behind.</remarks>
internal sealed class FullyConnected : nn.Module<Tensor, Tensor>
{
    public const double Slope = 0.01;

    private static readonly Scalar _slope = Lasting.Number(Slope);

    private readonly ParameterList weights = [];
    private readonly ParameterList biases = [];
    private readonly ModuleList<BatchNorm1d> norms = [];

    /// <param name="sizes">Width of the input, of every hidden layer and of the output.</param>
    /// <param name="batchNorm">Batch norm after every hidden layer.</param>
    /// <param name="generator">Of the initial weights.</param>
    public FullyConnected(IReadOnlyList<int> sizes, bool batchNorm, Generator generator) : base(nameof(FullyConnected))
    {
        for (int i = 0; i + 1 < sizes.Count; i++)
        {
            weights.Add(Reproducible.LinearParameter(sizes[i], generator, sizes[i + 1], sizes[i]));
            biases.Add(Reproducible.LinearParameter(sizes[i], generator, sizes[i + 1]));
            if (batchNorm && i + 2 < sizes.Count)
                norms.Add(BatchNormalization.OfRows(sizes[i + 1]));
        }
        RegisterComponents();
    }

    /// <summary>The layer that makes the output.</summary>
    public (Parameter Weight, Parameter Bias) Last => (weights[^1], biases[^1]);

    /// <summary>All layers, from the input on.</summary>
    public IEnumerable<(Parameter Weight, Parameter Bias)> Layers => weights.Zip(biases);

    public bool HasBatchNorm => norms.Count > 0;

    public override Tensor forward(Tensor input)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            input = nn.functional.linear(input, weights[i], biases[i]);
            if (i < norms.Count)
                input = BatchNormalization.Apply(norms[i], input);
            if (i + 1 < weights.Count)
                input = input.leaky_relu(_slope);
        }
        return input;
    }
}
