namespace Ple.MLNet.Images;

/// <summary>
/// Resizes a channel as PIL's Image.resize(..., BILINEAR) does an image of floating point numbers, which clean-fid found to be right (Parmar et al. 2022): a triangle of the width of a new
/// pixel, and of an old one where images grow, so that shrunken images hold no aliases. Columns first, then rows.
/// </summary>
internal sealed class BilinearResizing(int fromHeight, int fromWidth, int toHeight, int toWidth)
{
    private readonly (int First, double[] Weights)[] _columns = Weights(fromWidth, toWidth), _rows = Weights(fromHeight, toHeight);
    private readonly float[] _narrowed = new float[fromHeight * toWidth];

    /// <param name="channel">Row by row.</param>
    /// <param name="target">The same of the new size.</param>
    public void Resize(ReadOnlySpan<float> channel, Span<float> target)
    {
        for (int row = 0; row < fromHeight; row++)
        {
            for (int column = 0; column < toWidth; column++)
                _narrowed[(row * toWidth) + column] = Sum(channel, _columns[column], row * fromWidth, step: 1);
        }
        for (int row = 0; row < toHeight; row++)
        {
            for (int column = 0; column < toWidth; column++)
                target[(row * toWidth) + column] = Sum(_narrowed, _rows[row], column, step: toWidth);
        }
    }

    private static float Sum(ReadOnlySpan<float> values, (int First, double[] Weights) from, int start, int step)
    {
        double sum = 0;
        for (int i = 0; i < from.Weights.Length; i++)
            sum += values[start + ((from.First + i) * step)] * from.Weights[i];
        return (float)sum;
    }

    /// <summary>Of each new pixel, the first old one that it is made of, and the weights from there on; they sum to 1.</summary>
    private static (int First, double[] Weights)[] Weights(int from, int to)
    {
        double scale = (double)from / to, reach = Math.Max(scale, 1);
        return [.. Enumerable.Range(0, to).Select(pixel =>
        {
            double center = (pixel + 0.5) * scale;
            int first = Math.Max((int)(center - reach + 0.5), 0), end = Math.Min((int)(center + reach + 0.5), from);
            double[] weights = [.. Enumerable.Range(first, end - first).Select(old => Math.Max(0, 1 - (Math.Abs(old + 0.5 - center) / reach)))];
            double sum = weights.Sum();
            return (first, weights.Select(w => w / sum).ToArray());
        })];
    }
}
