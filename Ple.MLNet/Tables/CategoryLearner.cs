using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Watches that a column has no more categories than allowed.</summary>
internal sealed class CategoryLearner(IExceptionContext context, CategoryColumn column, int maximum) : IFieldLearner
{
    private bool _hasMissing;

    public void Add(double value)
    {
        _hasMissing |= double.IsNaN(value);
        if (column.CategoryCount > maximum)
            throw context.Except($"Column '{column.Name}' holds more than {maximum} different values. Leave it out by " +
                $"{nameof(TableEncodingOptions.ExcludedColumnNames)} if it names rows rather than kinds of rows, or raise {nameof(TableEncodingOptions.MaximumCategories)}.");
    }

    public FieldCode ToCode() => new CategoryCode(column.CategoryCount, _hasMissing);
}
