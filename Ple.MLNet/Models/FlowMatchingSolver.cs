namespace Ple.MLNet.Models;

/// <summary>How the path from noise to a row is followed.</summary>
public enum FlowMatchingSolver
{
    /// <summary>One look at the network a step; an error that falls with the step.</summary>
    Euler,

    /// <summary>Two looks a step, at its start and its end (Heun's method); an error that falls with the square of the step.</summary>
    Heun,
}
