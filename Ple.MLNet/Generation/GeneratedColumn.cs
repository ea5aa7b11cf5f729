using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Generation;

/// <summary>The column that a generator makes: name, shape and slot names of the column that it was trained on.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Dimensions">Of the vector.</param>
/// <param name="SlotNames">One for each slot, or none.</param>
internal sealed record GeneratedColumn(string Name, IReadOnlyList<int> Dimensions, IReadOnlyList<string> SlotNames)
{
    private const int MostValues = 1 << 24, MostDimensions = 8;

    /// <exception cref="InvalidOperationException">A name that could not be saved, or too many values.</exception>
    public static GeneratedColumn Of(DataViewSchema.Column column)
    {
        var type = (VectorDataViewType)column.Type;
        SavedText.Check(column.Name, "The name of a column");
        if (type.Size > MostValues || type.Dimensions.Length > MostDimensions)
            throw Contracts.Except($"Column '{column.Name}' holds vectors of {type.Size} values in {type.Dimensions.Length} dimensions; a generator makes at most " +
                $"{MostValues} in {MostDimensions}.");
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (column.HasSlotNames())
            column.GetSlotNames(ref names);
        foreach (ReadOnlyMemory<char> name in names.DenseValues())
            SavedText.Check(name.Span, $"A slot name of column '{column.Name}'");
        return new(column.Name, type.Dimensions, [.. names.DenseValues().Select(n => n.ToString())]);
    }

    public VectorDataViewType Type { get; } = new(NumberDataViewType.Single, Dimensions.ToArray());

    /// <param name="next">A column behind it; null for none.</param>
    public DataViewSchema ToSchema(DataViewSchema.DetachedColumn? next)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (SlotNames.Count > 0)
        {
            ReadOnlyMemory<char>[] names = [.. SlotNames.Select(n => n.AsMemory())];
            annotations.AddSlotNames(names.Length, (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(names.Length, names));
        }
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Name, Type, annotations.ToAnnotations());
        if (next is { } column)
            schema.AddColumn(column.Name, column.Type, column.Annotations);
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

    public static GeneratedColumn Read(PayloadReader reader)
    {
        string name = reader.ReadText();
        PayloadReader.Check(name.Length > 0, "a column has no name");
        int[] dimensions = reader.ReadItems(1, MostDimensions, () => reader.ReadInt32(1, MostValues));
        PayloadReader.Check(dimensions.Aggregate(1.0, (a, b) => a * b) <= MostValues, $"a generated row has more than {MostValues} values");
        int size = dimensions.Aggregate((a, b) => a * b);
        // The scaling of each value follows.
        reader.CheckFollows(size, 2 * sizeof(float));
        string[] slotNames = reader.ReadItems(0, size, reader.ReadText);
        PayloadReader.Check(slotNames.Length == 0 || slotNames.Length == size, "a vector has names for some of its slots only");
        return new(name, dimensions, slotNames);
    }
}
