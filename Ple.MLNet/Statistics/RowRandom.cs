namespace Ple.MLNet.Statistics;

/// <summary>
/// The random numbers of one generated row: Philox4x32-10 (Salmon et al. 2011), a function of (seed, row, count) alone. So a row is the
/// same in whatever order, batch or thread it is made.
/// </summary>
internal sealed class RowRandom(long seed) : Random(0)
{
    private readonly uint[] _block = new uint[4];
    private ulong _row;
    private ulong _count;

    /// <summary>Goes to the first number of a row.</summary>
    public void MoveTo(long row) => (_row, _count) = ((ulong)row, 0);

    /// <summary>Uniform, strictly between 0 and 1.</summary>
    public override float NextSingle() => Uniform(NextBits());

    /// <summary>The next numbers of <see cref="NextSingle"/>, four at a time.</summary>
    public void Fill(Span<float> numbers)
    {
        int i = 0;
        for (; i < numbers.Length && (_count & 3) != 0; i++)
            numbers[i] = NextSingle();
        for (; i + 4 <= numbers.Length; i += 4)
        {
            MakeBlock(_count >> 2);
            _count += 4;
            for (int k = 0; k < 4; k++)
                numbers[i + k] = Uniform(_block[k]);
        }
        for (; i < numbers.Length; i++)
            numbers[i] = NextSingle();
    }

    /// <summary>Uniform, strictly between 0 and 1.</summary>
    public override double NextDouble() => ((((ulong)NextBits() << 32 | NextBits()) >> 12) + 0.5) / (1L << 52);

    protected override double Sample() => NextDouble();

    private static float Uniform(uint bits) => ((bits >> 9) + 0.5f) / (1 << 23);

    private uint NextBits()
    {
        int position = (int)(_count & 3);
        if (position == 0)
            MakeBlock(_count >> 2);
        _count++;
        return _block[position];
    }

    private void MakeBlock(ulong index)
    {
        uint c0 = (uint)index, c1 = (uint)(index >> 32), c2 = (uint)_row, c3 = (uint)(_row >> 32);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = Math.BigMul(0xD2511F53u, c0), product1 = Math.BigMul(0xCD9E8D57u, c2);
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        (_block[0], _block[1], _block[2], _block[3]) = (c0, c1, c2, c3);
    }
}
