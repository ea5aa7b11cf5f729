using Ple.MLNet.Interop;

namespace Ple.MLNet.Training;

/// <summary>A part of a fit that goes on from a checkpoint as if nothing had happened.</summary>
internal interface IResumable
{
    /// <summary>Names all that its steps change.</summary>
    void Visit(CheckpointState state);
}
