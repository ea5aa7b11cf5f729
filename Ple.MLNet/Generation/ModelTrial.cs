using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>A model that was tried for a table.</summary>
/// <param name="Model">Its options.</param>
/// <param name="TwoSampleAuc">How well a classifier tells its rows from held-out ones, 0.5 for not at all; null of a table that is too short to tell, or where it failed.</param>
/// <param name="TwoSampleAucError">Standard error of that.</param>
/// <param name="Seconds">Of the fit.</param>
/// <param name="Failure">Why it has no number; null where it has.</param>
/// <param name="IsChosen">Whether it was taken.</param>
public sealed record ModelTrial(GenerativeModelOptions Model, double? TwoSampleAuc, double? TwoSampleAucError, double Seconds, string? Failure, bool IsChosen);
