using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Images;

/// <summary>The column with the pixels of an image, from 0 to 1.</summary>
internal static class PixelColumn
{
    public const string Name = "Features";

    /// <summary>The number of pixels in each row.</summary>
    /// <exception cref="UserErrorException">No such column, or no known-size vector of Single.</exception>
    public static int Size(DataViewSchema schema) => schema.GetColumnOrNull(Name)?.Type switch
    {
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType == NumberDataViewType.Single => vector.Size,
        null => throw new UserErrorException($"There is no column '{Name}' with pixels."),
        DataViewType other => throw new UserErrorException($"Column '{Name}' is {other}; a known-size vector of Single is expected."),
    };
}
