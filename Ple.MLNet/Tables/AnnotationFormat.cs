using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Saves the annotations of a column that are scalars or known-size vectors of text, Booleans or numbers; others are lost on saving.</summary>
internal static class AnnotationFormat
{
    private const int MostItems = 10_000_000;

    private static readonly Item[] Items =
    [
        new Item<ReadOnlyMemory<char>>(TextDataViewType.Instance, (w, v) => w.Write(v.ToString()), r => r.ReadText().AsMemory()),
        new Item<bool>(BooleanDataViewType.Instance, (w, v) => w.Write(v ? 1 : 0), r => r.ReadBoolean()),
        Real<float>(NumberDataViewType.Single), Real<double>(NumberDataViewType.Double),
        Integer<sbyte>(NumberDataViewType.SByte), Integer<byte>(NumberDataViewType.Byte),
        Integer<short>(NumberDataViewType.Int16), Integer<ushort>(NumberDataViewType.UInt16),
        Integer<int>(NumberDataViewType.Int32), Integer<uint>(NumberDataViewType.UInt32),
        Integer<long>(NumberDataViewType.Int64), Integer<ulong>(NumberDataViewType.UInt64),
    ];

    /// <summary>The types that have a number in the file: their index.</summary>
    public static int TypeIndex(DataViewType type) => Array.FindIndex(Items, i => i.Type.Equals(type));

    public static PrimitiveDataViewType PrimitiveOf(Type rawType) => Items.First(i => i.Type.RawType == rawType).Type;

    public static PrimitiveDataViewType ReadType(PayloadReader reader) => Items[reader.ReadCount(Items.Length - 1)].Type;

    public static void Save(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        DataViewSchema.Column[] columns = [.. annotations.Schema.Where(c => TypeIndex(c.Type.GetItemType()) >= 0 && c.Type is not VectorDataViewType { IsKnownSize: false })];
        writer.Write(columns.Length);
        foreach (DataViewSchema.Column column in columns)
        {
            int index = TypeIndex(column.Type.GetItemType());
            writer.Write(column.Name);
            writer.Write(index);
            SaveDimensions(writer, column.Type);
            Items[index].Save(writer, annotations, column);
        }
    }

    public static DataViewSchema.Annotations Load(PayloadReader reader)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        for (int i = reader.ReadCount(1000); i > 0; i--)
        {
            string name = reader.ReadText();
            reader.Check(name.Length > 0, "an annotation without a name");
            Items[reader.ReadCount(Items.Length - 1)].Load(reader, builder, name, ReadDimensions(reader, MostItems));
        }
        return builder.ToAnnotations();
    }

    /// <summary>The values of a vector annotation, text as strings; none where the annotation is something else.</summary>
    public static object[] ReadVector(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
        => column.Type is VectorDataViewType { IsKnownSize: true } vector && TypeIndex(vector.ItemType) is int index and >= 0
            ? Items[index].ReadVector(annotations, column)
            : [];

    /// <summary>No dimensions for a scalar.</summary>
    public static void SaveDimensions(BinaryWriter writer, DataViewType type)
    {
        int[] dimensions = type is VectorDataViewType vector ? [.. vector.Dimensions] : [];
        writer.Write(dimensions.Length);
        Array.ForEach(dimensions, writer.Write);
    }

    public static int[] ReadDimensions(PayloadReader reader, int most)
    {
        int[] dimensions = reader.ReadArray(8, () => reader.ReadCount(most));
        reader.Check(dimensions.All(d => d > 0) && dimensions.Aggregate(1.0, (a, b) => a * b) <= most, "a vector's dimensions are out of range");
        return dimensions;
    }

    private static Item<T> Real<T>(NumberDataViewType type)
        where T : struct, INumber<T>
        => new(type, (w, v) => w.Write(double.CreateTruncating(v)), r => T.CreateTruncating(r.ReadDouble()));

    private static Item<T> Integer<T>(NumberDataViewType type)
        where T : struct, IBinaryInteger<T>
        => new(type, (w, v) => w.Write(ulong.CreateTruncating(v)), r => T.CreateTruncating(r.ReadUInt64()));

    private abstract class Item(PrimitiveDataViewType type)
    {
        public PrimitiveDataViewType Type { get; } = type;

        public abstract void Save(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column);

        public abstract void Load(PayloadReader reader, DataViewSchema.Annotations.Builder builder, string name, int[] dimensions);

        public abstract object[] ReadVector(DataViewSchema.Annotations annotations, DataViewSchema.Column column);
    }

    private sealed class Item<T>(PrimitiveDataViewType type, Action<BinaryWriter, T> write, Func<PayloadReader, T> read) : Item(type)
        where T : struct
    {
        public override void Save(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
        {
            if (column.Type is VectorDataViewType)
            {
                foreach (T value in Vector(annotations, column))
                    write(writer, value);
                return;
            }
            T scalar = default;
            annotations.GetGetter<T>(column)(ref scalar);
            write(writer, scalar);
        }

        public override void Load(PayloadReader reader, DataViewSchema.Annotations.Builder builder, string name, int[] dimensions)
        {
            if (dimensions.Length == 0)
            {
                T scalar = read(reader);
                builder.AddPrimitiveValue(name, Type, scalar);
                return;
            }
            int size = dimensions.Aggregate((a, b) => a * b);
            var values = new List<T>();
            for (int i = 0; i < size; i++)
                values.Add(read(reader));
            VBuffer<T> vector = new(size, [.. values]);
            builder.Add(name, new VectorDataViewType(Type, dimensions), (ref VBuffer<T> destination) => vector.CopyTo(ref destination));
        }

        public override object[] ReadVector(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
            => [.. Vector(annotations, column).Select(v => v is ReadOnlyMemory<char> text ? text.ToString() : (object)v)];

        private static IEnumerable<T> Vector(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
        {
            VBuffer<T> vector = default;
            annotations.GetGetter<VBuffer<T>>(column)(ref vector);
            return vector.DenseValues();
        }
    }
}
