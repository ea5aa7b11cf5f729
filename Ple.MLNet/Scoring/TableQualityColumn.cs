namespace Ple.MLNet.Scoring;

/// <summary>How far a synthetic column is from the real one.</summary>
/// <param name="Column">The column, with its slot in brackets where it is a vector.</param>
/// <param name="Metric">
/// "KolmogorovSmirnov" for numbers: the largest difference of the cumulative distributions, missing values below all others. "TotalVariation" for
/// categories: half the sum of the differences of frequencies, a missing mark being a category.
/// </param>
/// <param name="Value">0 (alike) to 1 (nothing in common).</param>
public sealed record TableQualityColumn(string Column, string Metric, double Value);
