namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Something that a user waits for.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Ours">By the library; see <see cref="Turns.Measure"/>.</param>
/// <param name="Peer">What it is measured beside.</param>
/// <param name="Theirs">Its way; null where there is none.</param>
/// <param name="Units">Rows or calls of the work: the report gives microseconds for each as well.</param>
internal sealed record UserWork(string Name, Func<double?> Ours, string Peer, Func<double?>? Theirs, int Units)
{
    /// <summary>Fewer for what takes long.</summary>
    public int MostTurns { get; init; } = int.MaxValue;
}
