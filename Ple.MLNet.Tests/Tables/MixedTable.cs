using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

/// <summary>A small table with a column of every kind that can be encoded.</summary>
internal static class MixedTable
{
    public const string Condition = "Class";

    public static IDataView Make(MLContext ml, int rows = 600, int seed = 5)
    {
        IDataView plain = ml.Data.LoadFromEnumerable(Rows(rows, seed));
        return ml.Transforms.Conversion.MapValueToKey("City", "CityName", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(ml.Transforms.DropColumns("CityName"))
            .Append(ml.Transforms.Concatenate("Pair", "Score", "Sparse"))
            .Fit(plain).Transform(plain);
    }

    public static TableEncodingOptions Options() => new() { ConditionColumnName = Condition };

    /// <summary>All values of a view, a string a row, exact.</summary>
    public static List<string> Dump(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema.Where(c => !c.IsHidden));
        Func<object>[] getters = [.. view.Schema.Where(c => !c.IsHidden).Select(c => BoxedGetter(cursor, c))];
        var rows = new List<string>();
        while (cursor.MoveNext())
            rows.Add(string.Join('|', getters.Select(g => g())));
        return rows;
    }

    public static Func<object> BoxedGetter(DataViewRow row, DataViewSchema.Column column)
        => (Func<object>)typeof(MixedTable).GetMethod(nameof(Boxed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(column.Type.RawType).Invoke(null, [row, column])!;

    private static Func<object> Boxed<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return value is VBuffer<float> vector ? string.Join(' ', vector.DenseValues()) : value!.ToString()!;
        };
    }

    private static IEnumerable<Row> Rows(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            float normal = (float)Math.Round(100 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2);
            yield return new()
            {
                Class = random.Next(10) == 0 ? "bad" : "good",
                Score = random.Next(20) == 0 ? float.NaN : normal,
                Sparse = random.Next(3) == 0 ? (float)random.NextDouble() : 0,
                Exact = random.NextDouble() * 1e6,
                SByte = (sbyte)random.Next(-100, 100),
                Byte = (byte)random.Next(200),
                Int16 = (short)random.Next(-3000, 3000),
                UInt16 = (ushort)random.Next(60000),
                Int32 = random.Next(4),
                UInt32 = (uint)random.Next(1_000_000),
                Int64 = random.NextInt64(-1L << 50, 1L << 50),
                UInt64 = (ulong)random.NextInt64(1L << 52),
                Flag = random.Next(4) == 0,
                CityName = new[] { "Oslo", "Bern", "Rome", "" }[random.Next(4)],
                Level = (uint)random.Next(4),
                Job = new[] { "clerk", "cook", "", "smith" }[random.Next(4)],
            };
        }
    }

    internal sealed class Row
    {
        public string Class { get; set; } = "";

        public float Score { get; set; }

        public float Sparse { get; set; }

        public double Exact { get; set; }

        public sbyte SByte { get; set; }

        public byte Byte { get; set; }

        public short Int16 { get; set; }

        public ushort UInt16 { get; set; }

        public int Int32 { get; set; }

        public uint UInt32 { get; set; }

        public long Int64 { get; set; }

        public ulong UInt64 { get; set; }

        public bool Flag { get; set; }

        public string CityName { get; set; } = "";

        [KeyType(3)]
        public uint Level { get; set; }

        public string Job { get; set; } = "";
    }
}
