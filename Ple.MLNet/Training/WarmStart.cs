using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Begins a fit with another generator's weights.</summary>
internal static class WarmStart
{
    /// <summary>Copies parameters and buffers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The generator's model is of another kind or shape, or one that fits itself.</exception>
    public static void Copy(IExceptionContext context, PleGenerativeTransformer start, GenerativeModel model)
    {
        using NativeMemory.Use use = start.BeginUse();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        GenerativeModel known = start.Fitted.Model;
        if (model is ISelfFittingModel)
            throw context.ExceptUserArg(nameof(GenerativeTrainerOptions.StartFrom), $"A {model.GetName()} fits itself and begins with no weights: leave it out.");
        Dictionary<string, Tensor> to = model.state_dict(), from = known.state_dict();
        if (to.Count != from.Count || to.Any(t => !from.TryGetValue(t.Key, out Tensor? other) || !t.Value.shape.SequenceEqual(other.shape)))
            throw context.ExceptUserArg(nameof(GenerativeTrainerOptions.StartFrom), $"The generator to begin with is a {known.GetName()} of another shape than the model to be trained: " +
                $"give {nameof(GenerativeTrainerOptions.Model)} the options that it was made by, or none.");
        foreach ((string name, Tensor tensor) in to)
            tensor.copy_(from[name]);
    }
}
