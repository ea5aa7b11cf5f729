using Microsoft.ML;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>A column whose field is the index of a category, learnt from a table.</summary>
internal abstract class CategoryColumn(DataViewSchema.DetachedColumn description) : TableColumn(description)
{
    public abstract int CategoryCount { get; }

    /// <summary>Ends the learning and puts the categories into their final order.</summary>
    /// <returns>The new index of each category, by its old index.</returns>
    public abstract int[] Freeze();

    public abstract void SaveCategories(BinaryWriter writer);

    public abstract void LoadCategories(PayloadReader reader, int count);
}
