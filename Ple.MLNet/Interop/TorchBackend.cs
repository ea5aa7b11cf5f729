using System.Runtime.InteropServices;

namespace Ple.MLNet.Interop;

/// <summary>
/// Loads the native libtorch that the application brought (package TorchSharp-cpu or TorchSharp-cuda-linux). Every component of
/// Ple.MLNet calls it before its first tensor; an application that touches <c>TorchSharp.torch</c> earlier calls it itself.
/// </summary>
/// <remarks>
/// TorchSharp's native library asks for the libstdc++ of GCC 13. Where the system has an older one (Debian 12, Ubuntu 22.04, RHEL 9)
/// a patched copy is loaded from a private temporary folder, which is removed at once: nothing is written beside the application.
/// </remarks>
public static class TorchBackend
{
    private static readonly string[] _libtorchInLoadOrder =
        ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    private static readonly Lazy<string> _folder = new(Load);

    /// <summary>Loads libtorch if that has not happened yet; safe to call often and from any thread.</summary>
    /// <exception cref="DllNotFoundException">No libtorch beside the application, or it cannot be loaded: the message names the package
    /// to add or what is missing.</exception>
    public static void EnsureLoaded() => _ = _folder.Value;

    /// <summary>Whether the application brought a CUDA build. TorchSharp must not be asked without one: it would look for it on disk.</summary>
    internal static bool HasCuda => Directory.EnumerateFiles(_folder.Value, "*torch_cuda*").Any();

    /// <returns>The folder of the native libraries.</returns>
    private static string Load()
    {
        string fileName = OperatingSystem.IsWindows() ? "LibTorchSharp.dll"
            : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib"
            : "libLibTorchSharp.so";
        string path = SearchFolders().Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"Ple.MLNet found no libtorch for {RuntimeInformation.RuntimeIdentifier} beside the application. Add the package TorchSharp-cpu " +
                "(or TorchSharp-cuda-linux, TorchSharp-cuda-windows for a GPU) to the application's project. " +
                "They exist for linux-x64, win-x64, win-arm64 and osx-arm64.");
        string folder = Path.GetDirectoryName(path)!;
        if (!File.Exists(Path.Combine(folder, fileName.Replace("LibTorchSharp", "torch_cpu"))))
            throw new DllNotFoundException(
                $"Ple.MLNet found TorchSharp in '{folder}' but no libtorch with it. Add the package TorchSharp-cpu " +
                "(or TorchSharp-cuda-linux, TorchSharp-cuda-windows for a GPU) to the application's project.");
        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && e.Message.Contains("GLIBCXX", StringComparison.Ordinal))
        {
            LoadForOlderLibstdcxx(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"The libtorch that the application brought does not load: {e.Message.Trim()}", e);
        }
        return folder;
    }

    /// <summary>TorchSharp then finds the patched copy by its name in memory, whatever lies on disk.</summary>
    private static void LoadForOlderLibstdcxx(string path)
    {
        byte[] patched = ElfPatch.WithoutIosBaseLibraryInit(File.ReadAllBytes(path))
            ?? throw new DllNotFoundException(
                $"'{path}' asks for a newer libstdc++ than this system has. Update the system package libstdc++6 to that of GCC 13 or later.");
        foreach (string library in _libtorchInLoadOrder.Select(name => Path.Combine(Path.GetDirectoryName(path)!, name)).Where(File.Exists))
            NativeLibrary.Load(library);
        DirectoryInfo privateFolder = Directory.CreateTempSubdirectory($"ple-mlnet-{Environment.ProcessId}-");
        try
        {
            string copy = Path.Combine(privateFolder.FullName, Path.GetFileName(path));
            File.WriteAllBytes(copy, patched);
            NativeLibrary.Load(copy);
        }
        finally
        {
            privateFolder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> SearchFolders()
    {
        string known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string platform = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string rid = $"{platform}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        return known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", rid, "native"));
    }
}
