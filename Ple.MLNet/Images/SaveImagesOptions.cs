namespace Ple.MLNet.Images;

/// <summary>Options of <c>mlContext.Ple.SaveImages</c>: a column of images to PNG files.</summary>
public sealed class SaveImagesOptions
{
    /// <summary>The column of images (MLImage). Default "Image".</summary>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>Names start with it; the number of the row follows, from 000001 on: image-000001.png. Default "image-".</summary>
    public string FilePrefix { get; init; } = "image-";

    /// <summary>Is told how many files are written. Default none.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>Cancels between two files, with <see cref="OperationCanceledException"/>; the files that are written stay. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ImageColumnName);
        ArgumentNullException.ThrowIfNull(FilePrefix);
        if (FilePrefix.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || FilePrefix.Contains('\\', StringComparison.Ordinal))
            throw new ArgumentException("The start of a file's name has no separators and no other characters that a name cannot have.", nameof(FilePrefix));
    }
}
