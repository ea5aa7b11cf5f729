using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Validation;

/// <summary>A model of several classes whose PredictedLabel is the largest probability after a tuned shift of the prior; its probabilities stay as they were. It is saved as a chain of ML.NET's own.</summary>
public sealed class TunedOffsetsTransformer : ChainTransformer
{
    internal TunedOffsetsTransformer(TransformerChain<ITransformer> model, IReadOnlyDictionary<object, double> offsets, double value, double plain, string goal) : base(model)
        => (Offsets, HeldOutValue, PlainHeldOutValue, Goal) = (offsets, value, plain, goal);

    /// <summary>By class what is added to the log of its probability; their mean is 0.</summary>
    public IReadOnlyDictionary<object, double> Offsets { get; }

    /// <summary>What the offsets came to on held-out rows, on which they were chosen.</summary>
    public double HeldOutValue { get; }

    /// <summary>The same by the largest probability alone.</summary>
    public double PlainHeldOutValue { get; }

    /// <summary>What they were chosen for, in words.</summary>
    public string Goal { get; }
}
