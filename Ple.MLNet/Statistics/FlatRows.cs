namespace Ple.MLNet.Statistics;

/// <summary>Rows of equal length in one array, one after another.</summary>
internal static class FlatRows
{
    public static float[] Of(ReadOnlySpan<float[]> rows)
    {
        if (rows.IsEmpty)
            return [];
        int width = rows[0].Length;
        float[] values = new float[(long)rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            rows[i].CopyTo(values, i * width);
        return values;
    }
}
