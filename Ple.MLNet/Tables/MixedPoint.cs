namespace Ple.MLNet.Tables;

/// <summary>A row for <see cref="MixedDistance"/>.</summary>
/// <param name="Numbers">Standardised.</param>
/// <param name="Categories">Indices; -1 is missing.</param>
internal sealed record MixedPoint(float[] Numbers, int[] Categories);
