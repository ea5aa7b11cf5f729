using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Saves the annotations of a column that are scalars or known-size vectors of text, Booleans or numbers; others are lost on saving.</summary>
internal static class AnnotationFormat
{
    private const int MostItems = 10_000_000, MostDimensions = 8, MostAnnotations = 1000;

    private static readonly Item[] Items =
    [
        new Item<ReadOnlyMemory<char>>(TextDataViewType.Instance, (w, v) => w.Write(v.ToString()), r => r.ReadText().AsMemory()),
        new Item<bool>(BooleanDataViewType.Instance, (w, v) => w.Write(v), r => r.ReadBoolean()),
        Real<float>(NumberDataViewType.Single), Real<double>(NumberDataViewType.Double),
        Integer<sbyte>(NumberDataViewType.SByte), Integer<byte>(NumberDataViewType.Byte),
        Integer<short>(NumberDataViewType.Int16), Integer<ushort>(NumberDataViewType.UInt16),
        Integer<int>(NumberDataViewType.Int32), Integer<uint>(NumberDataViewType.UInt32),
        Integer<long>(NumberDataViewType.Int64), Integer<ulong>(NumberDataViewType.UInt64),
    ];

    /// <summary>The types that have a number in the file: their index.</summary>
    public static int TypeIndex(DataViewType type) => Array.FindIndex(Items, i => i.Type.Equals(type));

    public static PrimitiveDataViewType PrimitiveOf(Type rawType) => Items.First(i => i.Type.RawType == rawType).Type;

    public static PrimitiveDataViewType ReadType(PayloadReader reader) => Items[reader.ReadInt32(0, Items.Length - 1)].Type;

    /// <summary>Refuses what could be saved but not loaded.</summary>
    /// <exception cref="InvalidOperationException">The message names the column and the annotation.</exception>
    public static void Check(DataViewSchema.DetachedColumn column)
    {
        DataViewSchema.Column[] saved = Saved(column.Annotations);
        if (saved.Length > MostAnnotations)
            throw Contracts.Except($"Column '{column.Name}' has {saved.Length} annotations; a model keeps at most {MostAnnotations}.");
        foreach (DataViewSchema.Column annotation in saved)
        {
            SavedText.Check(annotation.Name, $"The name of an annotation of column '{column.Name}'");
            if (annotation.Type is VectorDataViewType vector && (vector.Size > MostItems || vector.Dimensions.Length > MostDimensions))
                throw Contracts.Except($"Annotation '{annotation.Name}' of column '{column.Name}' is a {vector}; a model keeps at most {MostItems} values in {MostDimensions} dimensions.");
            if (annotation.Type.GetItemType() is not TextDataViewType)
                continue;
            foreach (string text in Texts(column.Annotations, annotation))
                SavedText.Check(text, $"Annotation '{annotation.Name}' of column '{column.Name}' holds a value that");
        }
    }

    public static void Save(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        DataViewSchema.Column[] columns = Saved(annotations);
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
        for (int i = reader.ReadCount(0, MostAnnotations); i > 0; i--)
        {
            string name = reader.ReadText();
            PayloadReader.Check(name.Length > 0, "an annotation without a name");
            Items[reader.ReadInt32(0, Items.Length - 1)].Load(reader, builder, name, ReadDimensions(reader, MostItems));
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
        int[] dimensions = reader.ReadItems(0, MostDimensions, () => reader.ReadInt32(1, most));
        PayloadReader.Check(dimensions.Aggregate(1.0, (a, b) => a * b) <= most, "a vector's dimensions are out of range");
        return dimensions;
    }

    private static DataViewSchema.Column[] Saved(DataViewSchema.Annotations annotations)
        => [.. annotations.Schema.Where(c => TypeIndex(c.Type.GetItemType()) >= 0 && c.Type is not VectorDataViewType { IsKnownSize: false })];

    private static IEnumerable<string> Texts(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
            return ReadVector(annotations, column).Cast<string>();
        ReadOnlyMemory<char> text = default;
        annotations.GetValue(column.Name, ref text);
        return [text.ToString()];
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
            reader.CheckFollows(size, 1);
            var values = new T[size];
            for (int i = 0; i < size; i++)
                values[i] = read(reader);
            VBuffer<T> vector = new(size, values);
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
