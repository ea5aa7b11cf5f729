using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Validation;

/// <summary>Reads vectors with a probability for each class.</summary>
internal static class ClassProbabilities
{
    /// <summary>The slot of each class, by the names of the slots where they have such, else in the order of the classes; -1 for a class that the model does not know.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    /// <exception cref="InvalidOperationException">Fewer slots than classes, and no names.</exception>
    public static int[] SlotsOf(IHost host, IDataView data, string name, object[] classes)
    {
        if (data.Schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw host.ExceptSchemaMismatch(nameof(data), "probability", name);
        if (column.Type is not VectorDataViewType { IsKnownSize: true } vector || vector.ItemType != NumberDataViewType.Single)
            throw host.ExceptSchemaMismatch(nameof(data), "probability", name, "known-size vector of Single", column.Type.ToString());
        if (column.HasSlotNames())
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            column.GetSlotNames(ref names);
            string[] known = [.. names.DenseValues().Select(n => n.ToString())];
            int[] slots = Array.ConvertAll(classes, c => Array.IndexOf(known, FormattableString.Invariant($"{c}")));
            if (slots.Any(s => s >= 0))
                return slots;
        }
        return vector.Size >= classes.Length ? [.. Enumerable.Range(0, classes.Length)] : throw host.Except($"Column '{name}' holds {vector.Size} probabilities a row, and there are {classes.Length} classes.");
    }

    /// <returns>[class][row]; 0 of a class without a slot.</returns>
    /// <exception cref="InvalidOperationException">A value is no probability.</exception>
    public static double[][] ReadSlots(IHost host, IDataView data, string name, int[] slots)
    {
        float[][] rows = [.. data.GetColumn<float[]>(name)];
        double[][] all = [.. slots.Select(slot => Array.ConvertAll(rows, row => slot < 0 ? 0.0 : row[slot]))];
        foreach (double[] probability in all)
            CheckRange(host, name, probability);
        return all;
    }

    /// <summary>Of two classes, from the probability of the positive one.</summary>
    public static double[] ReadSingle(IHost host, IDataView data, string name)
    {
        double[] probability = [.. data.GetColumn<float>(name).Select(p => (double)p)];
        CheckRange(host, name, probability);
        return probability;
    }

    private static void CheckRange(IHost host, string name, double[] probability)
    {
        int outside = Array.FindIndex(probability, p => !(p is >= 0 and <= 1.0001));
        if (outside >= 0)
            throw host.Except($"Column '{name}' holds {probability[outside]:g4} in row {outside}: probabilities lie from 0 to 1. Calibrate the model's scores first, or name another column.");
    }
}
