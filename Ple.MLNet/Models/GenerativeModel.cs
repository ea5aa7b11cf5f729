using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A generative model with weights θ: a loss to train it by, and rows from it. Both are functions of (θ, noise) alone, since all randomness is pulled
/// from the noise. What a model can do beyond that it says by interfaces: <see cref="ILikelihoodModel"/>, <see cref="ILatentModel"/>,
/// <see cref="ICompanionModel"/>, <see cref="ISelfFittingModel"/>. A model of one's own is a class that derives from this one, with its options
/// (<see cref="GenerativeModelOptions"/>).
/// </summary>
/// <remarks>
/// TorchSharp wraps every number that is given to it (<c>x * 2</c>, <c>x.square()</c>, <c>x + y</c> with its hidden factor 1, most of its layers'
/// options) in an object that a garbage collection, started by any other thread, may free while the native call still reads it: the call then throws or reads
/// garbage. The library's own code does none of this, and an analyzer keeps it so. It cannot promise the same for a module of your own: keep
/// numbers in <c>static readonly Scalar</c> fields and add with <c>x.add(y, one)</c>, or let nothing else run beside the training. Layers that are safe:
/// linear, convolutions, ReLU, sigmoid, tanh, flatten; not: batch norm (use the functional form), leaky ReLU and softplus by a number, TorchSharp's
/// optimizers. Tensors need no care: the library calls your module within a dispose scope.
/// </remarks>
public abstract class GenerativeModel : nn.Module
{
    /// <param name="name">Of the module.</param>
    /// <param name="layout">What its rows are.</param>
    protected GenerativeModel(string name, RowLayout layout) : base(name)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
    }

    /// <summary>What its rows are.</summary>
    public RowLayout Layout { get; }

    /// <summary>What training minimises the mean of: negative log-likelihood, a bound of it, a denoising or an adversarial loss.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    /// <returns>[n]</returns>
    /// <exception cref="NotSupportedException">It has none: it fits itself (<see cref="ISelfFittingModel"/>).</exception>
    public virtual Tensor Loss(Tensor values, Tensor? condition, INoise noise)
        => throw new NotSupportedException($"A {GetName()} has no loss to train by: override {nameof(Loss)}, or implement {nameof(ISelfFittingModel)}.");

    /// <summary>Rows of the model.</summary>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    /// <param name="output">A draw, or where there is such a thing the mean.</param>
    /// <returns>Values, [n, d].</returns>
    public abstract Tensor Sample(Tensor? condition, INoise noise, OutputKind output);

    /// <summary>Whether gradients flow from <see cref="Sample"/>'s rows to the weights. Default false.</summary>
    public virtual bool SamplesAreDifferentiable(OutputKind output) => false;

    /// <summary>Fits what is no weight, such as the spread of an output distribution: in evaluation mode, after training and whenever new weights were put into the
    /// model. Default: nothing.</summary>
    /// <param name="values">Training rows, [n, d], a sample of them where there are many.</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    public virtual void Complete(Tensor values, Tensor? condition, INoise noise)
    {
    }

    /// <summary>Rows at a time that statistics of batch norm are measured on.</summary>
    internal virtual int StatisticsRows => 8192;

    /// <summary>Runs what of training has such statistics.</summary>
    internal virtual void RunForStatistics(Tensor values, Tensor? condition, INoise noise) => _ = Loss(values, condition, noise);

    /// <summary>The part whose weights are θ: what training steps, a hypernetwork predicts and a correction moves. Default: all of the
    /// model; of a generative adversarial network its generator.</summary>
    public virtual nn.Module Weights => this;
}
