namespace Ple.MLNet.Reports;

/// <summary>A table of a report.</summary>
/// <param name="Caption">Above it; empty for none.</param>
/// <param name="Header">Of the columns.</param>
/// <param name="Rows">With as many cells each.</param>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows);
