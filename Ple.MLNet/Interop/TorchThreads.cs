using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// libtorch's number of threads while a fit runs. Each thread that computes has a number of its own, which it takes at first use from the one that was set
/// last in the process: so a fit looks at its thread's own number before it sets it, and every fit that ends goes back, on its thread and with that
/// for all new threads, to the number from before the first of the fits that overlap.
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
            int present = get_num_threads();
            if (_running++ == 0)
                _before = present;
            set_num_threads(count);
        }
    }

    /// <param name="count">Null leaves the number as it is.</param>
    public static TorchThreads? Use(int? count) => count is { } number ? new(number) : null;

    /// <summary>To be called on the thread that began.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            _running--;
            set_num_threads(_before);
        }
    }
}
