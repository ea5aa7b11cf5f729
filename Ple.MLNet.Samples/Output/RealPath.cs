namespace Ple.MLNet.Samples.Output;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Two paths that lead to the same file are equal by this.</summary>
    public static StringComparison Comparison { get; } = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The full path without links; its end need not exist.</summary>
    /// <exception cref="IOException">Links that lead round in a circle.</exception>
    public static string Of(string path)
    {
        int links = 0;
        return Follow(Path.GetFullPath(path));

        string Follow(string full)
        {
            if (Path.GetDirectoryName(full) is not string parent)
                return full;
            string here = Path.Combine(Follow(parent), Path.GetFileName(full));
            if (new FileInfo(here).LinkTarget is not string target)
                return here;
            if (++links > MostLinks)
                throw new IOException($"'{path}' leads through more than {MostLinks} links.");
            return Follow(Path.GetFullPath(target, Path.GetDirectoryName(here)!));
        }
    }
}
