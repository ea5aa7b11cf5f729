using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// libtorch's number of threads while a fit runs. There is one number for the whole process, and what fits that overlap find is what another has set:
/// so the number from before the first of them is kept, and the last to end goes back to it. In between the one that began last decides.
/// </summary>
internal sealed class TorchThreads : IDisposable
{
    private static readonly Lock _lock = new();
    private static int _running, _before;

    private bool _disposed;

    private TorchThreads(int count)
    {
        lock (_lock)
        {
            if (_running++ == 0)
                _before = get_num_threads();
            set_num_threads(count);
        }
    }

    /// <param name="count">Null leaves the number as it is.</param>
    public static TorchThreads? Use(int? count) => count is { } number ? new(number) : null;

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (--_running == 0)
                set_num_threads(_before);
        }
    }
}
