using System.Runtime.InteropServices;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>The end of a process whose native threads still compute.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends the process with this exit code; no file is left half written.</summary>
    public static void AtOnce(int exitCode)
    {
        AtomicFile.Abandon();
        // The ordinary end takes native libraries down under their running threads: a segmentation fault.
        if (!OperatingSystem.IsWindows())
            ExitWithoutHandlers(exitCode);
        Environment.Exit(exitCode);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void ExitWithoutHandlers(int exitCode);
}
