namespace Ple.MLNet.Generation;

/// <summary>Between the user's values and the model's: value = offset + scale * modelled, slot by slot.</summary>
internal sealed class RowScaling(float[] offset, float[] scale)
{
    /// <summary>A relative deviation below this is rounding of the mean, far finer than values of Single differ.</summary>
    private const double Rounding = 1e-9;

    public IReadOnlyList<float> Offset => offset;

    public IReadOnlyList<float> Scale => scale;

    /// <summary>log |d value / d modelled|, by which log-densities of the two differ.</summary>
    public double LogVolume => scale.Sum(s => Math.Log(s));

    /// <summary>Values stay as they are.</summary>
    public static RowScaling None(int size)
    {
        float[] ones = new float[size];
        Array.Fill(ones, 1f);
        return new(new float[size], ones);
    }

    /// <summary>Mean 0 in every slot, and deviation 1: in every slot, or over all slots together. Constant slots are only centred.</summary>
    /// <param name="rows">Rows of <paramref name="size"/> values, one after another.</param>
    /// <param name="size">Values of a row.</param>
    /// <param name="together">One scale for all slots: right for values of one kind, such as pixels, where a slot that hardly varies is no
    /// finer measure than the others.</param>
    public static RowScaling Standardize(ReadOnlySpan<float> rows, int size, bool together)
    {
        double[] mean = new double[size], variance = new double[size];
        int count = rows.Length / size;
        for (int i = 0; i < rows.Length; i++)
            mean[i % size] += rows[i] / (double)count;
        for (int i = 0; i < rows.Length; i++)
            variance[i % size] += (rows[i] - mean[i % size]) * (rows[i] - mean[i % size]) / count;
        if (together)
            Array.Fill(variance, variance.Average());
        return new(
            Array.ConvertAll(mean, m => (float)m),
            [.. variance.Zip(mean, (v, m) => Math.Sqrt(v) > Rounding * Math.Abs(m) ? (float)Math.Sqrt(v) : 1f)]);
    }

    public void ToModel(Span<float> rows)
    {
        for (int i = 0, slot = 0; i < rows.Length; i++, slot = slot + 1 == offset.Length ? 0 : slot + 1)
            rows[i] = (rows[i] - offset[slot]) / scale[slot];
    }

    public void FromModel(Span<float> rows)
    {
        for (int i = 0, slot = 0; i < rows.Length; i++, slot = slot + 1 == offset.Length ? 0 : slot + 1)
            rows[i] = offset[slot] + scale[slot] * rows[i];
    }
}
