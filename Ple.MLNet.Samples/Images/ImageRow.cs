namespace Ple.MLNet.Samples.Images;

/// <summary>A real image in an IDataView.</summary>
internal sealed class ImageRow
{
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";
}
