namespace Ple.MLNet.Interop;

/// <summary>
/// Native memory that many threads use and one owner frees: at once, or, where uses have begun, when the last of them ends. Disposed of in the middle of a
/// native call it would be read after it was freed.
/// </summary>
/// <param name="free">Frees it; called once.</param>
internal sealed class NativeMemory(Action free) : IDisposable
{
    private readonly Lock _lock = new();
    private int _uses;
    private bool _disposed;

    /// <summary>Begins a use; the result ends it.</summary>
    /// <param name="owner">For the message.</param>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    public Use Begin(object owner)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, owner);
            _uses++;
        }
        return new(this);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            if (_uses > 0)
                return;
        }
        free();
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_uses > 0 || !_disposed)
                return;
        }
        free();
    }

    public readonly ref struct Use(NativeMemory memory)
    {
        public void Dispose() => memory.End();
    }
}
