using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>How a synthetic table is compared with a real one.</summary>
public sealed class TableQualityOptions
{
    /// <summary>
    /// Real rows that the generator was not trained on. With them every comparison is against rows that cannot have been copied, and the natural
    /// rate of duplicates is theirs. Default: none, the training rows stand in.
    /// </summary>
    public IDataView? HeldOut { get; init; }

    /// <summary>The column whose classes must all be there; both tables are then read a second time, and another number of rows is an error.
    /// Default: none is checked.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>Columns that are not compared. Default: none. Hidden columns never are.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Most distinct values of a text or key column. Default 100, range 2 to 10,000.</summary>
    public int MaximumCategories { get; init; } = TableEncodingOptions.DefaultMaximumCategories;

    /// <summary>
    /// Rows of each table that are compared; of longer ones as many are drawn. The classifier sees at most a fifth, the search for near
    /// duplicates a twentieth of as many. Default 20,000, range 100 to 1,000,000.
    /// </summary>
    public int MaximumRows { get; init; } = 20_000;

    /// <summary>Decides which rows are drawn. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ExcludedColumnNames);
        TableEncodingOptions.CheckMaximumCategories(MaximumCategories);
        if (MaximumRows is < 100 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(MaximumRows), MaximumRows, $"{nameof(MaximumRows)} must be from 100 to 1,000,000.");
    }
}
