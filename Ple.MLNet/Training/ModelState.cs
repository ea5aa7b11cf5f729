using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>All that training changes in a model: its parameters and buffers, and what a companion remembers beside them.</summary>
internal static class ModelState
{
    public static void Visit(CheckpointState state, GenerativeModel model)
    {
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in model.named_parameters())
            state.Visit("model." + name, parameter);
        foreach ((string name, Tensor buffer) in model.named_buffers())
            state.Visit("model." + name, buffer);
        foreach ((string name, Tensor tensor) in (model as ICompanionModel)?.CompanionState ?? new Dictionary<string, Tensor>())
            state.Visit("companion." + name, tensor);
    }
}
