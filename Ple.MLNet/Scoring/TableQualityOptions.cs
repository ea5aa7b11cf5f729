using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>How a synthetic table is compared with a real one.</summary>
public sealed class TableQualityOptions
{
    private readonly TableEncodingOptions _table = new();

    /// <summary>
    /// Real rows that the generator was not trained on. With them every comparison is against rows that cannot have been copied, and the natural
    /// rate of duplicates is theirs. Default: none, the training rows stand in.
    /// </summary>
    public IDataView? HeldOut { get; set; }

    /// <summary>The column whose classes must all be there. Default: none is checked.</summary>
    public string? LabelColumnName { get; set; }

    /// <summary>Columns that are not compared. Default: none. Hidden columns never are.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames
    {
        get => _table.ExcludedColumnNames;
        set => _table.ExcludedColumnNames = value;
    }

    /// <summary>Most distinct values of a text or key column. Default 100, range 2 to 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 2 to 10,000.</exception>
    public int MaximumCategories
    {
        get => _table.MaximumCategories;
        set => _table.MaximumCategories = value;
    }

    /// <summary>
    /// Rows of each table that are compared; of longer ones as many are drawn. The classifier sees at most a fifth, the search for near
    /// duplicates a twentieth of as many. Default 20,000, range 100 to 1,000,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 100 to 1,000,000.</exception>
    public int MaximumRows
    {
        get;
        set => field = value is >= 100 and <= 1_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(MaximumRows)} must be between 100 and 1,000,000.");
    } = 20_000;

    /// <summary>Decides which rows are drawn. Default 1.</summary>
    public int Seed
    {
        get => _table.Seed;
        set => _table.Seed = value;
    }

    internal TableEncodingOptions Table => _table;
}
