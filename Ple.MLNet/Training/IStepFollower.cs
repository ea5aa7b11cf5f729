namespace Ple.MLNet.Training;

/// <summary>What looks on after each step of a training loop.</summary>
internal interface IStepFollower : IResumable
{
    /// <param name="stepsDone">Steps done.</param>
    /// <returns>True ends the loop.</returns>
    bool After(int stepsDone);
}
