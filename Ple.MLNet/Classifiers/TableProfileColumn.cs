namespace Ple.MLNet.Classifiers;

/// <summary>A column of a table, as a classifier would use it.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Kind">"number", "category" or "vector".</param>
/// <param name="DistinctValues">Of categories, up to one more than may be; 0 of others.</param>
/// <param name="MissingRows">Rows without a value.</param>
/// <param name="LeftOut">Why it is not learnt from; null where it is.</param>
public sealed record TableProfileColumn(string Name, string Kind, int DistinctValues, long MissingRows, string? LeftOut);
