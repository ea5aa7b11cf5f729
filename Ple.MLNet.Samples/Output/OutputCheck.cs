namespace Ple.MLNet.Samples.Output;

/// <summary>Says before the work starts that its outputs could not be written.</summary>
internal static class OutputCheck
{
    /// <summary>Makes the folder if it is absent, and checks the files that will be written into it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="names">Names of the files.</param>
    /// <param name="inputs">Files that are read, and so must not be written.</param>
    /// <returns>The folder's full path.</returns>
    /// <exception cref="UserErrorException">The message names what is wrong with the folder or with one of the files.</exception>
    public static string Folder(string path, IEnumerable<string> names, params IReadOnlyCollection<string> inputs)
    {
        string folder = Path.GetFullPath(path);
        Try(path, () => MakeWritable(folder));
        string[] read = [.. inputs.Select(RealPath.Of)];
        foreach (string name in names)
            Try(Path.Combine(path, name), () => CheckTarget(Path.Combine(folder, name), read));
        return folder;
    }

    /// <summary>Makes the file's folder if it is absent, and checks that the file can be written or replaced.</summary>
    /// <returns>The file's full path.</returns>
    /// <inheritdoc cref="Folder"/>
    public static string File(string path, params IReadOnlyCollection<string> inputs)
    {
        string file = Path.GetFullPath(path);
        Try(path, () =>
        {
            CheckTarget(file, [.. inputs.Select(RealPath.Of)]);
            MakeWritable(Path.GetDirectoryName(RealPath.Of(file))!);
        });
        return file;
    }

    private static void MakeWritable(string folder)
    {
        Directory.CreateDirectory(folder);
        new FileStream(Path.Combine(folder, $".{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
    }

    private static void CheckTarget(string file, string[] inputs)
    {
        string target = RealPath.Of(file);
        if (Path.EndsInDirectorySeparator(file) || Directory.Exists(target))
            throw new UserErrorException($"'{file}' is a folder; name a file.");
        if (Array.Exists(inputs, input => input.Equals(target, RealPath.Comparison)))
            throw new UserErrorException($"'{file}' is read by this command and would be overwritten: name another output.");
        if (!System.IO.File.Exists(target))
            return;
        // Read and write: a pipe that is opened for writing alone waits for its reader.
        using var stream = new FileStream(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!stream.CanSeek || target.StartsWith("/dev/", StringComparison.Ordinal))
            throw new UserErrorException($"'{file}' is a pipe or a device; name a file.");
    }

    private static void Try(string path, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be written: {e.Message}", e);
        }
    }
}
