using System.Runtime.InteropServices;

namespace Ple.MLNet.Tables;

/// <summary>Which bin each field is in, and which pair of bins each pair of fields, numbered as they appear. The condition has no part in it.</summary>
internal sealed class BinnedFeatures
{
    private const int FineQuantiles = 32;
    private const int CoarseQuantiles = 8;
    private const int MostPairs = 2000;

    private readonly int[] _fields;
    private readonly FieldBins[] _fine;
    private readonly FieldBins[] _coarse;
    private readonly List<(int First, int Second)> _pairs;
    private readonly Dictionary<long, int> _indices = [];

    public BinnedFeatures(TableEncoding encoding)
    {
        _fields = [.. Enumerable.Range(0, encoding.FieldCount).Where(f => f != encoding.ConditionField)];
        _fine = [.. _fields.Select(f => new FieldBins(encoding.Codes[f], FineQuantiles))];
        _coarse = [.. _fields.Select(f => new FieldBins(encoding.Codes[f], CoarseQuantiles))];
        _pairs = FieldPairs.Choose(_fields.Length, MostPairs, encoding.Seed);
    }

    public int Count => _indices.Count;

    /// <summary>The features of a row, ascending.</summary>
    public int[] Of(ReadOnlySpan<double> row)
    {
        int[] coarse = new int[_fields.Length];
        int[] features = new int[_fields.Length + _pairs.Count];
        for (int i = 0; i < _fields.Length; i++)
        {
            double value = row[_fields[i]];
            coarse[i] = _coarse[i].IndexOf(value);
            features[i] = IndexOf(_pairs.Count + i, _fine[i].IndexOf(value), 0);
        }
        for (int pair = 0; pair < _pairs.Count; pair++)
            features[_fields.Length + pair] = IndexOf(pair, coarse[_pairs[pair].First], coarse[_pairs[pair].Second]);
        Array.Sort(features);
        return features;
    }

    private int IndexOf(int pair, int first, int second)
    {
        // One number, as tuples are slow keys: a column has far fewer bins than 2^20.
        long key = ((((long)pair << 20) | (uint)first) << 20) | (uint)second;
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(_indices, key, out bool exists);
        if (!exists)
            index = _indices.Count - 1;
        return index;
    }
}
