namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>What other work in a process does to the garbage collector: threads that allocate strings without end, and threads that force full
/// collections.</summary>
internal sealed class BusyThreads : IDisposable
{
    private const int Kept = 512, LongestString = 4096;

    private readonly List<Thread> _threads = [];
    private volatile bool _stop;
    private long _collections;

    public BusyThreads(int allocating, int collecting)
    {
        for (int i = 0; i < allocating; i++)
            Start(Allocate);
        for (int i = 0; i < collecting; i++)
            Start(Collect);
    }

    /// <summary>Full collections forced so far.</summary>
    public long Collections => Interlocked.Read(ref _collections);

    public void Dispose()
    {
        _stop = true;
        _threads.ForEach(t => t.Join());
    }

    private void Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private void Allocate()
    {
        string[] kept = new string[Kept];
        for (int i = 0; !_stop; i = (i + 31) % (Kept * LongestString))
            kept[i % Kept] = new string('x', 1 + i % LongestString);
    }

    private void Collect()
    {
        while (!_stop)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            Interlocked.Increment(ref _collections);
            Thread.Sleep(1);
        }
    }
}
