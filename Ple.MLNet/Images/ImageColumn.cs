using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>A vector column whose rows are images.</summary>
internal static class ImageColumn
{
    /// <summary>The shape of the options where they give one, else that of the column's type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, not a known-size vector of Single, or no shape that fits it.</exception>
    public static ImageShape Shape(IExceptionContext context, DataViewSchema schema, string name, int? height, int? width)
    {
        int size = Interop.VectorColumn.Find(context, schema, name).Size;
        var type = (VectorDataViewType)schema[name].Type;
        if (ImageShape.Of(type.Dimensions, height, width) is { } shape)
            return shape;
        throw context.ExceptUserArg("Width", height is not { } givenHeight || width is not { } givenWidth
            ? $"Column '{name}' is {type}, which does not say how it is an image (channels x height x width, 1 or 3 channels): set Width and Height."
            : $"Column '{name}' holds {size} values, which are no image of {new ImageShape(size == givenHeight * givenWidth ? 1 : 3, givenHeight, givenWidth)} (channels x height x width).");
    }
}
