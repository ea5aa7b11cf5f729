using Microsoft.ML.Data;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Which bin each field is in, and which pair of bins each pair of fields: one-hot, numbered as they appear.</summary>
internal sealed class TableQualityFeatures
{
    private const int FineQuantiles = 32;
    private const int CoarseQuantiles = 8;
    private const int MostPairs = 2000;

    private readonly TableQualityBins[] _fine;
    private readonly TableQualityBins[] _coarse;
    private readonly List<(int First, int Second)> _pairs;
    private readonly Dictionary<(int Pair, int First, int Second), int> _indices = [];

    public TableQualityFeatures(TableEncoding encoding)
    {
        _fine = [.. encoding.Codes.Select(c => new TableQualityBins(c, FineQuantiles))];
        _coarse = [.. encoding.Codes.Select(c => new TableQualityBins(c, CoarseQuantiles))];
        _pairs = TableQualityPairs.Choose(_fine.Length, MostPairs, encoding.Seed);
    }

    public int Count => _indices.Count;

    public VBuffer<float> Of(ReadOnlySpan<double> row)
    {
        int[] coarse = new int[row.Length];
        var indices = new List<int>(row.Length + _pairs.Count);
        for (int field = 0; field < row.Length; field++)
        {
            coarse[field] = _coarse[field].IndexOf(row[field]);
            indices.Add(IndexOf((-1 - field, _fine[field].IndexOf(row[field]), 0)));
        }
        for (int pair = 0; pair < _pairs.Count; pair++)
            indices.Add(IndexOf((pair, coarse[_pairs[pair].First], coarse[_pairs[pair].Second])));
        indices.Sort();
        float[] ones = new float[indices.Count];
        Array.Fill(ones, 1);
        return new(int.MaxValue, ones.Length, ones, [.. indices]);
    }

    private int IndexOf((int Pair, int First, int Second) feature)
    {
        if (!_indices.TryGetValue(feature, out int index))
            _indices[feature] = index = _indices.Count;
        return index;
    }
}
