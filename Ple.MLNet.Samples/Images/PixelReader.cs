using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Images;

/// <summary>Reads the pixel column "Features", and a text column "Label" where there is one, in batches.</summary>
internal sealed class PixelReader
{
    public const string PixelColumn = "Features";
    private const string LabelColumn = "Label";
    private readonly IDataView _data;
    private readonly int _pixelCount;

    /// <exception cref="UserErrorException">No known-size vector of Single, or of another size.</exception>
    public PixelReader(IDataView data, int pixelCount)
    {
        int found = VectorSize(data.Schema);
        if (found != pixelCount)
            throw new UserErrorException($"Column '{PixelColumn}' holds {found} pixels a row; {pixelCount} are expected.");
        (_data, _pixelCount) = (data, pixelCount);
        HasLabels = data.Schema.GetColumnOrNull(LabelColumn) is { Type: TextDataViewType };
    }

    public bool HasLabels { get; }

    /// <summary>The number of pixels in each row.</summary>
    public static int VectorSize(DataViewSchema schema) => schema.GetColumnOrNull(PixelColumn)?.Type switch
    {
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType == NumberDataViewType.Single => vector.Size,
        null => throw new UserErrorException($"There is no column '{PixelColumn}' with pixels."),
        DataViewType other => throw new UserErrorException($"Column '{PixelColumn}' is {other}; a known-size vector of Single is expected."),
    };

    /// <summary>One array for each image.</summary>
    public IEnumerable<float[]> ReadRows() => ReadBatches(batchSize: 500).SelectMany(batch => batch.Pixels.Chunk(_pixelCount));

    /// <summary>Only the last batch may be smaller than asked.</summary>
    public IEnumerable<PixelBatch> ReadBatches(int batchSize)
    {
        DataViewSchema.Column[] columns = [_data.Schema[PixelColumn], .. HasLabels ? [_data.Schema[LabelColumn]] : Array.Empty<DataViewSchema.Column>()];
        using DataViewRowCursor cursor = _data.GetRowCursor(columns);
        ValueGetter<VBuffer<float>> getPixels = cursor.GetGetter<VBuffer<float>>(columns[0]);
        ValueGetter<ReadOnlyMemory<char>>? getLabel = HasLabels ? cursor.GetGetter<ReadOnlyMemory<char>>(columns[1]) : null;
        VBuffer<float> row = default;
        ReadOnlyMemory<char> label = default;
        float[] pixels = new float[batchSize * _pixelCount];
        var labels = new List<string>();
        int count = 0;
        while (cursor.MoveNext())
        {
            getPixels(ref row);
            row.CopyTo(pixels.AsSpan(count * _pixelCount, _pixelCount));
            getLabel?.Invoke(ref label);
            labels.Add(label.ToString());
            if (++count == batchSize)
            {
                yield return Batch();
                pixels = new float[batchSize * _pixelCount];
                labels.Clear();
                count = 0;
            }
        }
        if (count > 0)
            yield return Batch();

        PixelBatch Batch() => new(pixels[..(count * _pixelCount)], count, HasLabels ? [.. labels] : null);
    }
}
