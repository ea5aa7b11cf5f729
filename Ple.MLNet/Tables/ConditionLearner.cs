using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Counts the values of the condition column. Empty text is no class: ML.NET takes it for a missing label.</summary>
internal sealed class ConditionLearner(IExceptionContext context, TableColumn column, int maximum)
{
    private readonly Dictionary<double, long> _counts = [];

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
        if (_counts.Count > maximum)
            throw context.Except($"Column '{column.Name}' holds more than {maximum} different values: as classes they are too many. Name another column as condition or " +
                $"label, or raise {nameof(TableEncodingOptions.MaximumCategories)}.");
    }

    /// <param name="newIndices">The final index of each category; null for a column of numbers.</param>
    public TableCondition ToCondition(int[]? newIndices)
    {
        (double Field, long Count)[] categories = [.. _counts
            .Select(c => (newIndices is null ? c.Key : newIndices[(int)c.Key], c.Value))
            .Where(c => column.ToValue(c.Item1) is not "")
            .OrderBy(c => c.Item1)];
        if (categories.Length == 0)
            throw context.Except($"Column '{column.Name}' holds no value: it cannot be the condition.");
        return new(context, column, [.. categories.Select(c => c.Field)], [.. categories.Select(c => c.Count)]);
    }
}
