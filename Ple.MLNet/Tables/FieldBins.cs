using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Tables;

/// <summary>Sorts a field's values into bins: each category, missing, each value with a mass of its own, and quantile bins for other numbers.</summary>
internal sealed class FieldBins(FieldCode code, int quantiles)
{
    private readonly float[] _oneHot = new float[code.OneHotWidth];

    /// <summary>Bins, one for values that the real table never held among them.</summary>
    public int Count { get; } = 1 + code.OneHotWidth + (code.HasScore ? quantiles : 0);

    public int IndexOf(double value)
    {
        Array.Clear(_oneHot);
        float score = code.Encode(value, jitter: 0.5, _oneHot);
        int slot = Array.IndexOf(_oneHot, 1);
        bool isScored = code.HasScore && (code.OneHotWidth == 0 || slot == code.OneHotWidth - 1);
        return isScored ? 1 + code.OneHotWidth + Math.Min(quantiles - 1, (int)(Normal.CDF(0, 1, score) * quantiles)) : 1 + slot;
    }

    /// <summary>The bins of a table's column.</summary>
    public int[] IndicesOf(FieldTable table, int field) => [.. Enumerable.Range(0, table.Count).Select(r => IndexOf(table[r][field]))];
}
