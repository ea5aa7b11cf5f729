namespace Ple.MLNet.Samples.Fairness;

/// <summary>Images of one source, by class.</summary>
internal sealed record ComparedImages(string Title, IReadOnlyList<float[]> Majority, IReadOnlyList<float[]> Minority);
