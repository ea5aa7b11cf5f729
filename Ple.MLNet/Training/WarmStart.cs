using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Training;

/// <summary>Begins a fit with another generator's weights.</summary>
internal static class WarmStart
{
    /// <summary>Copies parameters and buffers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The generator's model is of another kind or shape, or one that fits itself.</exception>
    public static void Copy(IExceptionContext context, PleGenerativeTransformer start, GenerativeModel model)
    {
        using NativeMemory.Use use = start.BeginUse();
        GenerativeModel known = start.Fitted.Model;
        if (model is ISelfFittingModel)
            throw context.ExceptUserArg(nameof(GenerativeTrainerOptions.StartFrom), $"A {model.GetName()} fits itself and begins with no weights: leave it out.");
        if (!ModelWeights.Copy(known, model))
            throw context.ExceptUserArg(nameof(GenerativeTrainerOptions.StartFrom), $"The generator to begin with is a {known.GetName()} of another shape than the model to be trained: " +
                $"give {nameof(GenerativeTrainerOptions.Model)} the options that it was made by, or none.");
    }
}
