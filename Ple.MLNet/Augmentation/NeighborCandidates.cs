using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ple.MLNet.Augmentation;

/// <summary>The rows that may be among the nearest of another, by products that are rounded: all whose distance is not above that of the last of the nearest by more than rounding. Serves one thread.</summary>
/// <param name="norms">The squared length of each row.</param>
/// <param name="rounding">Of a distance, at most.</param>
/// <param name="count">Neighbours.</param>
internal sealed class NeighborCandidates(float[] norms, float rounding, int count)
{
    private readonly float[] _least = new float[count];
    private readonly float[] _distances = new float[norms.Length];
    private readonly int[] _rows = new int[norms.Length];
    private float _limit;
    private int _found;

    /// <summary>In ascending order; overwritten by the next call.</summary>
    /// <param name="products">Of the row with all rows.</param>
    /// <param name="row">Is none of its own neighbours.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<int> Of(ReadOnlySpan<float> products, int row)
    {
        _least.AsSpan().Fill(float.PositiveInfinity);
        (_limit, _found) = (float.PositiveInfinity, 0);
        int at = 0;
        for (; at + Vector<float>.Count <= products.Length; at += Vector<float>.Count)
        {
            if (Vector.LessThanOrEqualAny(new Vector<float>(norms, at) - 2 * new Vector<float>(products[at..]), new Vector<float>(_limit)))
                Look(products, at, at + Vector<float>.Count, row);
        }
        Look(products, at, products.Length, row);
        int kept = 0;
        for (int i = 0; i < _found; i++)
        {
            if (_distances[i] <= _limit)
                _rows[kept++] = _rows[i];
        }
        return _rows.AsSpan(0, kept);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(ReadOnlySpan<float> products, int from, int to, int row)
    {
        for (int other = from; other < to; other++)
        {
            float distance = norms[other] - 2 * products[other]; // less the row's own norm
            if (distance > _limit || other == row)
                continue;
            (_rows[_found], _distances[_found++]) = (other, distance);
            if (distance >= _least[^1])
                continue;
            int place = count - 1;
            for (; place > 0 && _least[place - 1] > distance; place--)
                _least[place] = _least[place - 1];
            _least[place] = distance;
            _limit = _least[^1] + 2 * rounding;
        }
    }
}
