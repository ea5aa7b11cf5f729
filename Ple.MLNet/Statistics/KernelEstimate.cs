namespace Ple.MLNet.Statistics;

/// <summary>A kernel distance of two samples.</summary>
/// <param name="Value">Its unbiased estimate.</param>
/// <param name="Variance">Of the estimate over samples of as many rows; NaN with fewer than 4 rows.</param>
internal readonly record struct KernelEstimate(double Value, double Variance);
