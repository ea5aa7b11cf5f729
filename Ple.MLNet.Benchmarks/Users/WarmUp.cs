namespace Ple.MLNet.Benchmarks.Users;

/// <summary>.NET compiles what is called often a second and a third time, in the background: what is measured in few turns is first run until that is over.</summary>
internal static class WarmUp
{
    private const int Rounds = 3, PauseMilliseconds = 200;

    /// <returns>The work.</returns>
    public static Action Of(Action work)
    {
        for (int round = 0; round < Rounds; round++)
        {
            work();
            Thread.Sleep(PauseMilliseconds);
        }
        return work;
    }
}
