using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A model that can say, after training, whether it went as it should.</summary>
internal interface IWatchedModel
{
    /// <param name="values">Training rows, [n, d].</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    /// <returns>What there is to say, and whether it is a warning.</returns>
    IEnumerable<(string Text, bool IsWarning)> Look(Tensor values, Tensor? condition, INoise noise);
}
