using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Counts the values of the condition column.</summary>
internal sealed class ConditionLearner(IExceptionContext context, TableColumn column, int maximum)
{
    private readonly Dictionary<double, long> _counts = [];

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        _counts[value] = _counts.GetValueOrDefault(value) + 1;
        if (_counts.Count > maximum)
            throw CategoryLearner.TooMany(context, column.Name, maximum);
    }

    /// <param name="newIndices">The final index of each category; null for a column of numbers.</param>
    public TableCondition ToCondition(int[]? newIndices)
    {
        if (_counts.Count == 0)
            throw context.Except($"Column '{column.Name}' holds no value: it cannot be the condition.");
        (double Field, long Count)[] categories = [.. _counts
            .Select(c => (newIndices is null ? c.Key : newIndices[(int)c.Key], c.Value))
            .OrderBy(c => c.Item1)];
        return new(context, column, [.. categories.Select(c => c.Field)], [.. categories.Select(c => c.Count)]);
    }
}
