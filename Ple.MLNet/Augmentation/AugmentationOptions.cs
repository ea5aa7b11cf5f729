using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Which rows to add while an estimator is being fitted.</summary>
public sealed class AugmentationOptions
{
    private readonly TableEncodingOptions _table = new();

    /// <summary>The column of the classes: text, Boolean, key or a number with few distinct values. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>How many rows each class shall have. Default <see cref="SamplingStrategy.OneToThree"/>.</summary>
    public SamplingStrategy Strategy { get; set; } = SamplingStrategy.OneToThree;

    /// <summary>How rows are made. Default <see cref="SmoteSampling"/> with 5 neighbours.</summary>
    public RowSampling Sampler { get; set; } = new SmoteSampling();

    /// <summary>
    /// Columns that new rows are not learnt from; they hold missing values there (0 and false where the type knows no missing). Leave out
    /// identifiers, and raw columns that the estimator does not read. Default: none. Hidden columns are always left out.
    /// </summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; set; } = [];

    /// <summary>Most distinct values of a text, key or label column. Default 100, range 2 to 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2 to 10,000.</exception>
    public int MaximumCategories
    {
        get => _table.MaximumCategories;
        set => _table.MaximumCategories = value;
    }

    /// <summary>The same seed and rows give the same new rows. Default 1.</summary>
    public int Seed { get; set; } = 1;

    internal TableEncodingOptions ToTableOptions() => new()
    {
        ConditionColumnName = LabelColumnName,
        ExcludedColumnNames = ExcludedColumnNames,
        MaximumCategories = MaximumCategories,
        Seed = Seed,
    };
}
