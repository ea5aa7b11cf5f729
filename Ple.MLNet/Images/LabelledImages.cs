using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Images;

/// <summary>All images of a table, with the index of each one's class.</summary>
/// <param name="Pixels">Image after image.</param>
/// <param name="Targets">Index of the class of each image.</param>
/// <param name="Classes">Text in ordinal order, all others ascending.</param>
internal sealed record LabelledImages(float[] Pixels, long[] Targets, ImageClasses Classes)
{
    public static LabelledImages Read(IHost host, IDataView data, string pixelColumn, string labelColumn, int size)
    {
        if (data.Schema.GetColumnOrNull(labelColumn) is not DataViewSchema.Column label)
            throw host.ExceptSchemaMismatch(nameof(data), "label", labelColumn);
        if (!ImageClasses.Holds(label.Type))
            throw host.ExceptSchemaMismatch(nameof(data), "label", labelColumn, "text, key, Boolean or number", label.Type.ToString());
        (float[] pixels, List<string> labels) = ReadRows(host, data, data.Schema[pixelColumn], label, size);
        string[] values = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        if (label.Type is not TextDataViewType and not BooleanDataViewType)
            values = [.. values.OrderBy(v => double.Parse(v, CultureInfo.InvariantCulture))];
        if (labels.Count == 0)
            throw host.Except("The table has no rows.");
        if (values.Length is < 2 or > ImageClasses.Most)
            throw host.Except($"Column '{labelColumn}' holds {values.Length} class(es) in {labels.Count} rows: a classifier of images takes 2 to {ImageClasses.Most}.");
        Dictionary<string, long> indices = values.Index().ToDictionary(v => v.Item, v => (long)v.Index);
        return new(pixels, [.. labels.Select(l => indices[l])], new(label.Type, values, ImageClasses.ReadKeyValues(label)));
    }

    private static (float[] Pixels, List<string> Labels) ReadRows(IHost host, IDataView data, DataViewSchema.Column pixels, DataViewSchema.Column label, int size)
    {
        var rows = new List<float[]>();
        var labels = new List<string>();
        using DataViewRowCursor cursor = data.GetRowCursor([pixels, label]);
        var reader = new PixelRow(cursor, pixels, size);
        Func<string> readLabel = ImageClasses.Reader(cursor, label);
        while (cursor.MoveNext())
        {
            float[] row = new float[size];
            reader.Read(row);
            rows.Add(row);
            labels.Add(readLabel());
            if (labels[^1].Length == 0)
                throw host.Except($"Column '{label.Name}' has no class in row {cursor.Position}: the value is missing.");
            SavedText.Check(labels[^1], $"A class of column '{label.Name}'");
        }
        if ((long)rows.Count * size > Array.MaxLength)
            throw host.Except($"The {rows.Count} images of {size} values are more than fit in memory as one block; train on a sample of the rows.");
        float[] all = new float[rows.Count * size];
        foreach ((int index, float[] row) in rows.Index())
            row.CopyTo(all, index * size);
        return (all, labels);
    }
}
