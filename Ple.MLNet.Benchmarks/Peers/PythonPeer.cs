using System.Diagnostics;

namespace Ple.MLNet.Benchmarks.Peers;

/// <summary>Runs a peer's script on one thread.</summary>
/// <param name="python">Path of the interpreter.</param>
internal sealed class PythonPeer(string python)
{
    /// <summary>Whether there is such an interpreter and it has the packages that the scripts need.</summary>
    public bool IsReady()
    {
        try
        {
            return Run("-c", "import torch, numpy, scipy") is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <returns>Words of each line that the script printed.</returns>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public string[][] RunScript(string name, params string[] arguments)
        => Run([Path.Combine(AppContext.BaseDirectory, "Peers", name), .. arguments])
            ?? throw new InvalidOperationException($"{name} failed: see above.");

    /// <summary>Starts a script that answers line by line.</summary>
    public WaitingPeer Wait(string name) => new(Start([Path.Combine(AppContext.BaseDirectory, "Peers", name)], readsLines: true));

    private string[][]? Run(params string[] arguments)
    {
        using Process process = Start(arguments, readsLines: false);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))] : null;
    }

    private Process Start(string[] arguments, bool readsLines)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardInput = readsLines, RedirectStandardOutput = true };
        foreach (string variable in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[variable] = "1";
        return Process.Start(start)!;
    }
}
