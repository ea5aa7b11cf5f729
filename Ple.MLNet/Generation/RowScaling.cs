namespace Ple.MLNet.Generation;

/// <summary>Between the user's values and the model's: value = offset + scale * modelled, slot by slot. A scale of 0 is a slot that is the same
/// in every training row, and in every generated one.</summary>
internal sealed class RowScaling(float[] offset, float[] scale)
{
    public IReadOnlyList<float> Offset => offset;

    public IReadOnlyList<float> Scale => scale;

    /// <summary>log |d value / d modelled|, by which log-densities of the two differ.</summary>
    public double LogVolume => Enumerable.Range(0, scale.Length).Sum(slot => Math.Log(UnitOf(slot)));

    /// <summary>Values stay as they are.</summary>
    public static RowScaling None(int size)
    {
        float[] ones = new float[size];
        Array.Fill(ones, 1f);
        return new(new float[size], ones);
    }

    /// <summary>Mean 0 in every slot, and deviation 1: in every slot, or over all slots together. Of the former, constant slots get scale 0.</summary>
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
        float[] offset = Array.ConvertAll(mean, m => (float)m), scale = Array.ConvertAll(variance, v => Math.Max((float)Math.Sqrt(v), float.Epsilon));
        if (!together)
        {
            foreach (int slot in ConstantSlots(rows, size))
                (offset[slot], scale[slot]) = (rows[slot], 0);
        }
        return new(offset, scale);
    }

    /// <summary>What 1 is among the modelled numbers of a slot: its scale, or 1 where that is 0.</summary>
    public float UnitOf(int slot) => scale[slot] == 0 ? 1 : scale[slot];

    public void ToModel(Span<float> rows)
    {
        for (int i = 0, slot = 0; i < rows.Length; i++, slot = slot + 1 == offset.Length ? 0 : slot + 1)
        {
            float divisor = UnitOf(slot), scaled = (rows[i] - offset[slot]) / divisor;
            // The difference of two numbers near the end of Single's range is beyond it.
            rows[i] = float.IsFinite(scaled) ? scaled : (float)(((double)rows[i] - offset[slot]) / divisor);
        }
    }

    /// <summary>Values beyond the range of Single become its ends.</summary>
    public void FromModel(Span<float> rows)
    {
        for (int i = 0, slot = 0; i < rows.Length; i++, slot = slot + 1 == offset.Length ? 0 : slot + 1)
            rows[i] = Math.Clamp(offset[slot] + scale[slot] * rows[i], float.MinValue, float.MaxValue);
    }

    private static IEnumerable<int> ConstantSlots(ReadOnlySpan<float> rows, int size)
    {
        bool[] varies = new bool[size];
        for (int i = size; i < rows.Length; i++)
            varies[i % size] |= rows[i] != rows[i % size];
        return varies.Index().Where(v => !v.Item).Select(v => v.Index);
    }
}
