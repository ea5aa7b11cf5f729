namespace Ple.MLNet.Tests.Scoring;

/// <summary>The rows that References/frechet.py makes.</summary>
internal static class ReferenceRows
{
    public static float[] Make(int seed, int count, int dimensions, float scale, float shift)
    {
        long state = seed;
        float[] rows = new float[count * dimensions];
        float[] independent = new float[dimensions];
        for (int row = 0; row < count; row++)
        {
            for (int j = 0; j < dimensions; j++)
            {
                state = (1103515245 * state + 12345) % (1L << 31);
                independent[j] = (state >> 16) / (float)(1 << 15) - 0.5f;
            }
            for (int j = 0; j < dimensions; j++)
            {
                float correlated = j == 0 ? independent[0] : independent[j] + independent[j - 1];
                rows[row * dimensions + j] = correlated * scale / (1 << j % 4) + shift;
            }
        }
        return rows;
    }
}
