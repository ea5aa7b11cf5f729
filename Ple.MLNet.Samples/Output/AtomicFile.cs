using System.Collections.Concurrent;

namespace Ple.MLNet.Samples.Output;

/// <summary>
/// Writes files whole or not at all: the bytes go to a hidden temporary file in the same folder, onto the disk, and that file is renamed over
/// the target. Whoever is killed on the way leaves the old file, and at most the hidden one beside it.
/// </summary>
internal static class AtomicFile
{
    private const int DiskFullOnUnix = 28, DiskFullOnWindows = unchecked((int)0x80070070);

    private static readonly ConcurrentDictionary<string, byte> _temporaries = new();

    /// <summary>What stands between the writer and the temporary file; tests put slow and full disks here.</summary>
    internal static Func<Stream, Stream> Disk { get; set; } = file => file;

    /// <summary>Writes a file; a link is followed to its file.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="write">Writes the content, and leaves the stream open.</param>
    /// <exception cref="UserErrorException">The disk is full; the target is as it was.</exception>
    public static void Write(string path, Action<Stream> write) => WriteBy(path, temporary =>
    {
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        Stream disk = Disk(file);
        write(disk);
        disk.Flush();
    });

    /// <summary>Writes a file by what takes a path, of the same extension.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="write">Writes the content to the path it is given.</param>
    /// <exception cref="UserErrorException">The disk is full; the target is as it was.</exception>
    public static void WriteBy(string path, Action<string> write)
    {
        string target = RealPath.Of(path);
        string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()[..8]}{Path.GetExtension(target)}");
        _temporaries.TryAdd(temporary, 0);
        try
        {
            write(temporary);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            Flush(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch (IOException e) when (e.HResult is DiskFullOnUnix or DiskFullOnWindows)
        {
            throw new UserErrorException($"There is no room left on the disk for '{path}'. What was there before is unchanged.", e);
        }
        finally
        {
            File.Delete(temporary);
            _temporaries.TryRemove(temporary, out _);
        }
    }

    /// <summary>Deletes what is half written: for a process that ends while a thread still writes.</summary>
    public static void Abandon()
    {
        foreach (string temporary in _temporaries.Keys)
            File.Delete(temporary);
    }

    /// <summary>Writes lines of UTF-8 text.</summary>
    public static void WriteLines(string path, IEnumerable<string> lines) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        foreach (string line in lines)
            writer.WriteLine(line);
    });

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
