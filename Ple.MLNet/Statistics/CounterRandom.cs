using static Ple.MLNet.Interop.Seeds;

namespace Ple.MLNet.Statistics;

/// <summary>Random numbers that depend on a seed and a position only, so that any row can be made again on its own (SplitMix64's finaliser).</summary>
internal static class CounterRandom
{
    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(int seed, long row, int stream) => (Bits(seed, row, stream) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public static int Below(int bound, int seed, long row, int stream) => (int)(Uniform(seed, row, stream) * bound);

    private static ulong Bits(int seed, long row, int stream)
        => Mix(Mix(Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15) + (ulong)row * 0xD1B54A32D192ED03) + (ulong)(uint)stream * 0x9E3779B97F4A7C15);
}
