using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Which rows to add while an estimator is being fitted.</summary>
public sealed class AugmentationOptions
{
    /// <summary>The column of the classes: text, Boolean, key or a number with few distinct values. Default "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>How many rows each class shall have. Default <see cref="SamplingStrategy.OneToThree"/>.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.OneToThree;

    /// <summary>How rows are made. Default <see cref="PlausibleSampling"/> over the rows of a generator: of seven ways to add or weigh rows the best
    /// average rank on three real tables, where SMOTE is last (docs/evidence.md, section 4).</summary>
    public RowSampling Sampler { get; init; } = new PlausibleSampling();

    /// <summary>A column of Single to add, in which real rows weigh 1 and new ones <see cref="AddedRowWeight"/>; the inner trainer names it as its example weight. Default none.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>Weight of a new row, above 0; with <see cref="ExampleWeightColumnName"/>. Default 0.3, which keeps trees' gain and takes most of the harm to linear models.</summary>
    public double AddedRowWeight { get; init; } = 0.3;

    /// <summary>
    /// Columns that new rows are not learnt from; they hold missing values there (0 and false where the type knows no missing). Leave out
    /// identifiers, and raw columns that the estimator does not read. Default: none. Hidden columns are always left out.
    /// </summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Most distinct values of a text, key or label column. Default 100, range 2 to 10,000.</summary>
    public int MaximumCategories { get; init; } = TableEncodingOptions.DefaultMaximumCategories;

    /// <summary>The same seed and rows give the same new rows, of any sampler. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Strategy);
        ArgumentNullException.ThrowIfNull(Sampler);
        ArgumentNullException.ThrowIfNull(ExcludedColumnNames);
        TableEncodingOptions.CheckMaximumCategories(MaximumCategories);
        if (!(AddedRowWeight > 0 && double.IsFinite(AddedRowWeight)))
            throw new ArgumentOutOfRangeException(nameof(AddedRowWeight), AddedRowWeight, "A weight must be a finite number above 0.");
        Sampler.Validate();
    }

    internal TableEncodingOptions ToTableOptions(int seed) => new()
    {
        ConditionColumnName = LabelColumnName,
        ExcludedColumnNames = ExcludedColumnNames,
        MaximumCategories = MaximumCategories,
        Seed = Seeds.Derive(seed, SeedPurpose.TableEncoding),
    };
}
