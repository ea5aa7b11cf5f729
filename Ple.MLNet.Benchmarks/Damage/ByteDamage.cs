namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Changes bytes as accidents do, and numbers and texts as a forger would.</summary>
internal static class ByteDamage
{
    private const int MostAdded = 1 << 20;

    private static readonly long[] _counts = [0, 1, 2, -1, 7, 1000, 10_000, 65_536, 1_000_000, 1 << 24, 10_000_000, int.MaxValue, int.MinValue, 1L << 33, long.MaxValue];
    private static readonly double[] _numbers = [0, -1, 1, 1e-300, 1e300, 1e18, double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon, -0.5, 1e9];
    private static readonly string[] _texts =
        [
        "", "unknown", "ple.pareto", "a\0b", "System.Object", typeof(UnknownFamily).AssemblyQualifiedName!,
        $"{typeof(UnknownFamily).FullName}, {typeof(UnknownFamily).Assembly.GetName().Name}", "BenchmarkDotNet.Jobs.Job, BenchmarkDotNet", "ScottPlot.Plot, ScottPlot",
    ];

    /// <summary>Turns one to four bits.</summary>
    public static byte[] Flip(byte[] bytes, Random random) => Flip(bytes, 0, bytes.Length, random);

    /// <summary>Turns one to four bits from <paramref name="from"/> on and before <paramref name="to"/>.</summary>
    public static byte[] Flip(byte[] bytes, int from, int to, Random random)
    {
        byte[] changed = [.. bytes];
        for (int i = random.Next(1, 5); i > 0; i--)
            changed[random.Next(from, to)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    /// <summary>One to three edits: counts, numbers, bytes, texts. The oftener the nearer to the start, where counts and names are.</summary>
    public static byte[] Edit(byte[] bytes, Random random)
    {
        byte[] changed = [.. bytes];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int place = (int)Math.Pow(changed.Length, random.NextDouble()) - 1;
            changed = random.Next(6) switch
            {
                0 => Overwrite(changed, place, BitConverter.GetBytes((int)_counts[random.Next(_counts.Length)])),
                1 => Overwrite(changed, place, BitConverter.GetBytes(_counts[random.Next(_counts.Length)])),
                2 => Overwrite(changed, place, BitConverter.GetBytes(_numbers[random.Next(_numbers.Length)])),
                3 => Overwrite(changed, place, BitConverter.GetBytes(BitConverter.ToInt32([.. changed.AsSpan(place, Math.Min(4, changed.Length - place)), 0, 0, 0]) * (1 + random.Next(64)))),
                4 => Overwrite(changed, place, [(byte)random.Next(256)]),
                _ => ReplaceText(changed, place, random),
            };
        }
        return changed;
    }

    /// <summary>Longer by bytes of one value or by a repeated part, or shorter.</summary>
    public static byte[] Resize(byte[] bytes, Random random)
    {
        if (random.Next(4) == 0)
            return bytes[..random.Next(bytes.Length)];
        int place = random.Next(bytes.Length), length = random.Next(2) == 0 ? random.Next(64) : random.Next(MostAdded);
        byte[] added = new byte[length];
        if (random.Next(2) == 0)
            added.AsSpan().Fill((byte)random.Next(3));
        else
            for (int i = 0, part = random.Next(1, 40); i < length; i++)
                added[i] = bytes[(place + i % part) % bytes.Length];
        byte[] changed = [.. bytes.AsSpan(0, place), .. added, .. bytes.AsSpan(place)];
        return Edit(changed, random);
    }

    private static byte[] Overwrite(byte[] bytes, int place, byte[] value)
    {
        value.AsSpan(0, Math.Min(value.Length, bytes.Length - place)).CopyTo(bytes.AsSpan(place));
        return bytes;
    }

    /// <summary>Puts another text in the place of one that starts at or behind <paramref name="place"/>.</summary>
    private static byte[] ReplaceText(byte[] bytes, int place, Random random)
    {
        for (int i = place; i < bytes.Length - 1; i++)
        {
            int length = bytes[i];
            if (length is < 3 or > 127 || i + length >= bytes.Length || bytes.AsSpan(i + 1, length).ContainsAnyExceptInRange((byte)32, (byte)126))
                continue;
            using var text = new MemoryStream();
            using (var writer = new BinaryWriter(text))
                writer.Write(random.Next(5) == 0 ? new string('x', random.Next(1 << 20)) : _texts[random.Next(_texts.Length)]);
            return [.. bytes.AsSpan(0, i), .. text.ToArray(), .. bytes.AsSpan(i + 1 + length)];
        }
        return bytes;
    }
}
