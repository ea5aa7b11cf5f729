using Ple.MLNet.Statistics;
namespace Ple.MLNet.Tables;

/// <summary>Learns a number's code in one pass and constant memory: quantiles from a reservoir of rows, range and few-valuedness from all.</summary>
internal sealed class NumberLearner(int seed, int field, bool isSingle) : IFieldLearner
{
    /// <summary>A number with at most this many distinct values is a set of atoms.</summary>
    public const int FewValues = 6;

    private const double AtomShare = 0.15;
    private const int ReservoirSize = 10_000;

    private readonly List<double> _reservoir = [];
    private readonly HashSet<double> _firstValues = [];
    private bool _hasMissing;
    private long _count;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;
    private int _decimals;

    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            _hasMissing = true;
            return;
        }
        if (_firstValues.Count <= FewValues)
            _firstValues.Add(value);
        (_least, _most) = (Math.Min(_least, value), Math.Max(_most, value));
        while (_decimals <= NumberCode.MostDecimals && !IsRounded(value, _decimals))
            _decimals++;
        AddToReservoir(value);
    }

    public FieldCode ToCode()
    {
        if (_firstValues.Count <= FewValues)
            return new NumberCode([.. _firstValues.Order()], _hasMissing, [], _decimals);
        double[] sorted = [.. _reservoir];
        Array.Sort(sorted);
        double[] atoms = Atoms(sorted), others = Array.FindAll(sorted, v => !atoms.Contains(v));
        double[] rest = others.Length > 0 ? others : [.. _firstValues.Except(atoms).Order()];
        double[] knots = Thin(rest);
        // The reservoir may have missed the ends.
        if (!atoms.Contains(_least))
            knots[0] = _least;
        if (!atoms.Contains(_most))
            knots[^1] = _most;
        return new NumberCode(atoms, _hasMissing, knots, _decimals);
    }

    // Vitter's algorithm R.
    private void AddToReservoir(double value)
    {
        _count++;
        if (_reservoir.Count < ReservoirSize)
            _reservoir.Add(value);
        else if ((long)(CounterRandom.Uniform(seed, _count, field) * _count) is long place && place < ReservoirSize)
            _reservoir[(int)place] = value;
    }

    /// <summary>Values with a mass of their own, ascending.</summary>
    private static double[] Atoms(double[] sorted)
    {
        var atoms = new List<double>();
        int start = 0;
        for (int end = 1; end <= sorted.Length; end++)
        {
            if (end < sorted.Length && sorted[end] == sorted[start])
                continue;
            if (end - start >= AtomShare * sorted.Length)
                atoms.Add(sorted[start]);
            start = end;
        }
        return [.. atoms];
    }

    private static double[] Thin(double[] sorted)
    {
        if (sorted.Length <= NumberCode.MostKnots)
            return sorted;
        double step = (sorted.Length - 1) / (NumberCode.MostKnots - 1.0);
        return [.. Enumerable.Range(0, NumberCode.MostKnots).Select(i => sorted[(int)Math.Round(i * step)])];
    }

    private bool IsRounded(double value, int decimals)
    {
        double rounded = Math.Round(value, decimals);
        return isSingle ? (float)rounded == (float)value : Math.Abs(rounded - value) <= 1e-15 * Math.Abs(value);
    }
}
