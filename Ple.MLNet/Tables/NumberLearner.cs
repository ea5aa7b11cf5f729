using Ple.MLNet.Statistics;
namespace Ple.MLNet.Tables;

/// <summary>Learns a number's code in one pass and constant memory: quantiles from a reservoir of rows, range and few-valuedness from all.</summary>
internal sealed class NumberLearner(int seed, int field, bool isSingle) : IFieldLearner
{
    private const double AtomShare = 0.15;
    private const int ReservoirSize = 10_000;

    private readonly List<double> _reservoir = [];
    private readonly NumberValues _values = new(isSingle);
    private long _count;

    public void Add(double value)
    {
        _values.Add(value);
        if (!double.IsNaN(value))
            AddToReservoir(value);
    }

    public FieldCode ToCode()
    {
        double[] first = _values.First.ToArray();
        Array.Sort(first);
        if (_values.AreFew)
            return new NumberCode(first, _values.HasMissing, [], _values.Decimals);
        double[] sorted = [.. _reservoir];
        Array.Sort(sorted);
        double[] atoms = Atoms(sorted), others = Array.FindAll(sorted, v => !atoms.Contains(v));
        double[] rest = others.Length > 0 ? others : [.. first.Except(atoms)];
        double[] knots = Thin(rest);
        // The reservoir may have missed the ends.
        if (!atoms.Contains(_values.Least))
            knots[0] = _values.Least;
        if (!atoms.Contains(_values.Most))
            knots[^1] = _values.Most;
        return new NumberCode(atoms, _values.HasMissing, knots, _values.Decimals);
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
}
