namespace Ple.MLNet.Interop;

/// <summary>From one seed of the user's a seed for every part that needs randomness (SplitMix64's finaliser). Seeds that differ in one bit, and
/// the parts of one seed, share nothing; adding 1, 2, 3 instead would give neighbouring seeds the same parts.</summary>
internal static class Seeds
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <param name="seed">The user's.</param>
    /// <param name="purpose">The part.</param>
    /// <param name="index">Of several of a kind, such as classes.</param>
    public static int Derive(int seed, SeedPurpose purpose, int index = 0)
        => (int)(Mix(Mix(Mix((uint)seed + Golden) + ((ulong)purpose * Golden)) + ((ulong)(uint)index * Golden)) >> 32);

    /// <summary>Every bit of the result depends on every bit of <paramref name="z"/>; one to one.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
