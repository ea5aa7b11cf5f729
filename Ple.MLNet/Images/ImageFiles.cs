using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

namespace Ple.MLNet.Images;

/// <summary>Writes a column of images as PNG files. Each is written beside its target and renamed: a file is there as a whole or not at all.</summary>
internal static class ImageFiles
{
    /// <returns>Paths of the files, in row order.</returns>
    public static IReadOnlyList<string> Save(IHost host, IDataView data, string folder, SaveImagesOptions options)
    {
        host.CheckValue(data, nameof(data));
        host.CheckNonEmpty(folder, nameof(folder));
        host.CheckValue(options, nameof(options));
        options.Validate();
        if (data.Schema.GetColumnOrNull(options.ImageColumnName) is not DataViewSchema.Column column)
            throw host.ExceptSchemaMismatch(nameof(data), "image", options.ImageColumnName);
        if (column.Type is not ImageDataViewType)
            throw host.ExceptSchemaMismatch(nameof(data), "image", options.ImageColumnName, "image", column.Type.ToString());

        Directory.CreateDirectory(folder);
        var paths = new List<string>();
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(column);
        while (true)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (!cursor.MoveNext())
                return paths;
            MLImage? image = null;
            getter(ref image!);
            using (image)
            {
                if (image is null)
                    throw host.Except($"Column '{column.Name}' has no image in row {cursor.Position}.");
                paths.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{options.FilePrefix}{paths.Count + 1:000000}.png")));
                Write(image, paths[^1]);
            }
            options.Progress?.Report(paths.Count);
        }
    }

    private static void Write(MLImage image, string path)
    {
        string beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.png");
        try
        {
            image.Save(beside);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
