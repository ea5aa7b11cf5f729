using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tables;

/// <summary>Collects rows of fields as they are read: all of them, or of more than a given number a random sample (reservoir sampling).</summary>
/// <param name="context">Throws the errors.</param>
/// <param name="width">Fields of a row.</param>
/// <param name="most">Rows to keep.</param>
/// <param name="seed">Chooses them.</param>
/// <param name="expected">Rows that are expected: memory for them is taken at once. Null where that is not known.</param>
internal sealed class FieldSample(IExceptionContext context, int width, int most, int seed, long? expected)
{
    private readonly int _seed = Seeds.Derive(seed, SeedPurpose.RowSample);
    private double[] _fields = [];
    private int _count;

    /// <summary>Rows seen.</summary>
    public long Seen { get; private set; }

    public void Add(ReadOnlySpan<double> row)
    {
        long place = Seen < most ? Seen : (long)(CounterRandom.Uniform(_seed, Seen, 0) * (Seen + 1));
        Seen++;
        if (place >= most)
            return;
        if (place == _count)
            Grow();
        row.CopyTo(_fields.AsSpan((int)place * width));
    }

    /// <param name="newIndices">Of each field that holds categories, the final index of each category by its index while learning; null
    /// for a field of numbers.</param>
    public FieldTable ToTable(IReadOnlyList<int[]?> newIndices)
    {
        for (int field = 0; field < newIndices.Count; field++)
        {
            if (newIndices[field] is not { } indices)
                continue;
            for (int at = field; at < _count * width; at += width)
                _fields[at] = double.IsNaN(_fields[at]) ? double.NaN : indices[(int)_fields[at]];
        }
        return ToTable();
    }

    public FieldTable ToTable() => new(_fields, width, _count, Seen);

    private void Grow()
    {
        _count++;
        long needed = (long)_count * width;
        if (needed > Array.MaxLength)
            throw context.Except($"The table is too large to be held in memory as one block: more than {Array.MaxLength / width} rows of {width} fields. Take a sample of its rows.");
        if (needed <= _fields.Length)
            return;
        long wanted = _count == 1 && expected <= Array.MaxLength / width ? Math.Max(needed, expected.Value * width) : Math.Max(2 * needed, 1024);
        double[] grown = GC.AllocateUninitializedArray<double>((int)Math.Min(wanted, Math.Min(Array.MaxLength, (long)most * width)));
        _fields.CopyTo(grown, 0);
        _fields = grown;
    }
}
