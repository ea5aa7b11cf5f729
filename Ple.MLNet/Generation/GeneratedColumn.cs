using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Generation;

/// <summary>The column that a generator makes: name, shape and slot names of the column that it was trained on.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Dimensions">Of the vector.</param>
/// <param name="SlotNames">One for each slot, or none.</param>
internal sealed record GeneratedColumn(string Name, IReadOnlyList<int> Dimensions, IReadOnlyList<string> SlotNames)
{
    private const int MostValues = 1 << 24;

    public static GeneratedColumn Of(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames())
            column.GetSlotNames(ref names);
        return new(column.Name, ((VectorDataViewType)column.Type).Dimensions, [.. names.DenseValues().Select(n => n.ToString())]);
    }

    public VectorDataViewType Type { get; } = new(NumberDataViewType.Single, Dimensions.ToArray());

    public DataViewSchema ToSchema()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (SlotNames.Count > 0)
        {
            ReadOnlyMemory<char>[] names = [.. SlotNames.Select(n => n.AsMemory())];
            annotations.AddSlotNames(names.Length, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Length, names));
        }
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Name, Type, annotations.ToAnnotations());
        return schema.ToSchema();
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Dimensions.Count);
        foreach (int dimension in Dimensions)
            writer.Write(dimension);
        writer.Write(SlotNames.Count);
        foreach (string name in SlotNames)
            writer.Write(name);
    }

    public static GeneratedColumn Read(BinaryReader reader)
    {
        string name = reader.ReadString();
        int[] dimensions = new int[reader.ReadInt32(1, 8)];
        long size = 1;
        foreach (ref int dimension in dimensions.AsSpan())
        {
            dimension = reader.ReadInt32(1, MostValues);
            size *= dimension;
            if (size > MostValues)
                throw new InvalidDataException($"A generated row has more than {MostValues} values.");
        }
        string[] slotNames = new string[reader.ReadInt32(0, (int)size)];
        foreach (ref string slotName in slotNames.AsSpan())
            slotName = reader.ReadString();
        return new(name, dimensions, slotNames);
    }
}
