namespace Ple.MLNet.Reports;

/// <summary>A bar of a page.</summary>
/// <param name="Value">Its length.</param>
/// <param name="Lower">Lower end of its interval; null for none.</param>
/// <param name="Upper">Upper end of its interval; null for none.</param>
internal readonly record struct Bar(double Value, double? Lower = null, double? Upper = null);
