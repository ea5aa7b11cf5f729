namespace Ple.MLNet.Scoring;

/// <summary>How often rows repeat training rows.</summary>
/// <param name="Exact">Share of synthetic rows that equal a training row in every column.</param>
/// <param name="NaturalExact">The same of held-out rows; without them, the share of training rows that equal another.</param>
/// <param name="Near">
/// Share of synthetic rows as close to a training row as the closest twentieth of held-out rows are (distance over standardised numbers and
/// categories).
/// </param>
/// <param name="NaturalNear">The same of held-out rows: .05, or more where many distances are equal. Without held-out rows, of training rows among themselves.</param>
public sealed record TableQualityDuplicates(double Exact, double NaturalExact, double Near, double NaturalNear);
