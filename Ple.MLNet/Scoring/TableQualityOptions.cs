using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>How a synthetic table is compared with a real one.</summary>
public sealed class TableQualityOptions
{
    /// <summary>
    /// Real rows that the generator was not trained on, best of a random split (a later year's are unlike the training rows for reasons that are no leak). With them every
    /// comparison is against rows that cannot have been copied, the natural rate of duplicates is theirs, and attacks on the training data can be tried. Default: none, the
    /// training rows stand in.
    /// </summary>
    public IDataView? HeldOut { get; init; }

    /// <summary>The column whose classes are counted, and learnt by classifiers: text, Boolean, key or number with few distinct values. Both tables are then read once more, and
    /// another number of rows is an error. Default: none.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>Columns that are not compared. Default: none. Hidden columns never are.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Most distinct values of a text or key column: one with more among the first 100,000 training rows is left out, and a finding says so. Of the label more are an
    /// error. Default 100, range 2 to 10,000.</summary>
    public int MaximumCategories { get; init; } = TableEncodingOptions.DefaultMaximumCategories;

    /// <summary>
    /// Rows of each table that are compared; of longer ones as many are drawn. Classifiers and singling out see at most a fifth, the searches for near
    /// duplicates and for members a twentieth of as many (100 at least). Classes are counted in all rows. Default 20,000, range 100 to 1,000,000.
    /// </summary>
    public int MaximumRows { get; init; } = 20_000;

    /// <summary>Decides which rows are drawn, and which are tried by attacks. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(ExcludedColumnNames);
        TableEncodingOptions.CheckMaximumCategories(MaximumCategories);
        if (MaximumRows is < 100 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(MaximumRows), MaximumRows, $"{nameof(MaximumRows)} must be from 100 to 1,000,000.");
    }
}
