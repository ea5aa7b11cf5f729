using System.Diagnostics;
using System.Globalization;

namespace Ple.MLNet.Benchmarks.Peers;

/// <summary>A peer's script that answers each line with a number, and waits in between: turns can be short.</summary>
internal sealed class WaitingPeer(Process process) : IDisposable
{
    public double Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        return double.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The script failed: see above."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
