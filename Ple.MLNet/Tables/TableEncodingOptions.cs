namespace Ple.MLNet.Tables;

/// <summary>How the columns of a table become float rows and back.</summary>
internal sealed class TableEncodingOptions
{
    /// <summary>Most values that one text or key column, or the condition column, may hold by default.</summary>
    public const int DefaultMaximumCategories = 100;

    public const int MostCategories = 10_000;

    /// <summary>The column that says which kind of row to make: text, Boolean, key or a number with few distinct values. It is kept apart from
    /// the encoded row. Default: none.</summary>
    public string? ConditionColumnName { get; init; }

    /// <summary>Columns that are neither learnt nor generated. Default: none. Hidden columns are always left out.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Most distinct values of a text, key or condition column.</summary>
    public int MaximumCategories { get; init; } = DefaultMaximumCategories;

    /// <summary>Decides how rows with the same number are spread over the quantiles that they share, and which rows of a long table are looked
    /// at or kept.</summary>
    public int Seed { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">Outside 2 to 10,000.</exception>
    public static void CheckMaximumCategories(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 2, nameof(MaximumCategories));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostCategories, nameof(MaximumCategories));
    }
}
