namespace Ple.MLNet.Models;

/// <summary>Slots of a row that one column of a table became, or one value of a vector.</summary>
/// <param name="Score">The slot of its number; -1 for none.</param>
/// <param name="FirstCategory">The first of its one-hot slots.</param>
/// <param name="Categories">How many these are; 0 for none.</param>
internal readonly record struct RowField(int Score, int FirstCategory, int Categories);
