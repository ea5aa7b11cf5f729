using Ple.MLNet.Samples.Delimited;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>What the user asks of <c>tabular</c>.</summary>
internal sealed record TabularOptions
{
    public required TabularPreset Preset { get; init; }

    /// <summary>The delimited file.</summary>
    public required string DataFile { get; init; }

    public required DelimitedOptions Columns { get; init; }

    /// <summary>Rows that every other class shall have for each of the most frequent one; null is one for three, or, where no class is rarer than that, 1.</summary>
    public required double? Ratio { get; init; }

    /// <summary>The whole comparison is run with the seeds 1 to this.</summary>
    public required int Seeds { get; init; }

    /// <summary>Treatments that are compared; empty for all.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>Folder in which other programs find the training rows of each seed, and leave theirs; null for none.</summary>
    public required string? ExchangeFolder { get; init; }

    /// <summary>Puts an apostrophe before column names that a spreadsheet would run.</summary>
    public required bool QuoteFormulas { get; init; }

    public required string OutputFolder { get; init; }
}
