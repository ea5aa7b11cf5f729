namespace Ple.MLNet.Tables;

/// <summary>How the columns of a table become float rows and back.</summary>
public sealed class TableEncodingOptions
{
    /// <summary>Most values that one text or key column, or the condition column, may hold by default.</summary>
    public const int DefaultMaximumCategories = 100;

    internal const int MostCategories = 10_000;

    /// <summary>
    /// The column that says which kind of row to make: text, Boolean, key or a number with few distinct values. It is kept apart from the
    /// encoded row. Default: none.
    /// </summary>
    public string? ConditionColumnName { get; set; }

    /// <summary>Columns that are neither learnt nor generated: identifiers, free text, dates. Default: none. Hidden columns are always left out.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; set; } = [];

    /// <summary>Most distinct values of a text, key or condition column; more is an error that names the column. Default 100, range 2 to 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2 to 10,000.</exception>
    public int MaximumCategories
    {
        get;
        set => field = value is >= 2 and <= MostCategories
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MaximumCategories)} must be between 2 and 10,000.");
    } = DefaultMaximumCategories;

    /// <summary>Decides how rows with the same number are spread over the quantiles that they share. Default 1.</summary>
    public int Seed { get; set; } = 1;
}
