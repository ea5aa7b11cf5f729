namespace Ple.MLNet.Samples.Images;

/// <summary>Images that stand together on a sheet, under a title of their own.</summary>
/// <param name="Images">Row by row, from 0 (black) to 1 (white). May be none.</param>
internal sealed record SheetBlock(string Title, IReadOnlyList<float[]> Images);
