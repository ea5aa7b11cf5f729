using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Made rows of the shapes that users have.</summary>
internal static class UserRows
{
    public const int Numbers = 30, Pixels = 784, Integers = 86;

    public sealed class Numeric
    {
        [VectorType(Numbers)]
        public float[] Values { get; set; } = new float[Numbers];

        public bool Label { get; set; }
    }

    public sealed class Mixed
    {
        public string Class { get; set; } = "";

        public float Amount { get; set; }

        public float Age { get; set; }

        public string Purpose { get; set; } = "";

        public bool Owner { get; set; }
    }

    public sealed class Image
    {
        [VectorType(Pixels)]
        public float[] Values { get; set; } = new float[Pixels];
    }

    public sealed class Survey
    {
        [VectorType(Integers)]
        public float[] Values { get; set; } = new float[Integers];
    }

    public sealed class OfClass
    {
        public string Class { get; set; } = "";
    }

    /// <summary>A tenth of them of the rare class.</summary>
    public static IDataView Table(MLContext ml, int count, int seed = 1)
    {
        var random = new Random(seed);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i =>
        {
            bool rare = i % 10 == 0;
            return new Numeric { Label = rare, Values = [.. Enumerable.Range(0, Numbers).Select(_ => (float)(random.NextDouble() + random.NextDouble() + (rare ? 0.3 : 0)))] };
        }).ToArray());
    }

    public static IDataView MixedTable(MLContext ml, int count)
    {
        var random = new Random(1);
        string[] purposes = ["car", "house", "education", "other"];
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Mixed
        {
            Class = i % 10 == 0 ? "bad" : "good", Amount = (float)Math.Exp(8 + random.NextDouble()), Age = random.Next(18, 80), Purpose = purposes[random.Next(4)], Owner = random.Next(3) == 0,
        }).ToArray());
    }

    /// <summary>Numbers from 0 to 9, as surveys have them.</summary>
    public static IDataView SmallIntegers(MLContext ml, int count)
    {
        var random = new Random(1);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ => new Survey { Values = [.. Enumerable.Range(0, Integers).Select(i => (float)(random.Next(3 + i % 8) + (i % 2) * random.Next(2)))] }).ToArray());
    }

    public static IDataView Images(MLContext ml, int count)
    {
        var random = new Random(1);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ => new Image { Values = [.. Enumerable.Range(0, Pixels).Select(_ => random.Next(5) == 0 ? 1f : 0f)] }).ToArray());
    }

    /// <summary>Reads all columns of all rows.</summary>
    public static void Read(IDataView rows)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor(rows.Schema);
        Action[] reads = [.. rows.Schema.Where(c => !c.IsHidden).Select(column => Reader(cursor, column))];
        while (cursor.MoveNext())
            Array.ForEach(reads, read => read());
    }

    private static Action Reader(DataViewRowCursor cursor, DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType => Reader<VBuffer<float>>(cursor, column),
        BooleanDataViewType => Reader<bool>(cursor, column),
        TextDataViewType => Reader<ReadOnlyMemory<char>>(cursor, column),
        _ => Reader<float>(cursor, column),
    };

    private static Action Reader<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default!;
        return () => getter(ref value);
    }
}
