namespace Ple.MLNet.Samples.Images;

/// <summary>Images of an IDataView, one after the other, with their labels where the data has any.</summary>
internal sealed record PixelBatch(float[] Pixels, int Count, string[]? Labels);
