namespace Ple.MLNet.Tests.Samples.Output;

/// <summary>Hands bytes on at once, so that they are in the file, and stops after some of them, or where the writer is done.</summary>
/// <param name="inner">The file.</param>
/// <param name="pause">Bytes to stop after.</param>
/// <param name="stop">Called once, when so many are in the file.</param>
internal sealed class SlowDisk(Stream inner, long pause, Action stop) : WrappedStream(inner)
{
    private bool _hasStopped;

    /// <summary>Bytes that came, those that were written over others too.</summary>
    public long Written { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        int before = (int)Math.Clamp(pause - Written, 0, count);
        HandOn(buffer, offset, before);
        if (Written >= pause)
            Stop();
        HandOn(buffer, offset + before, count - before);
    }

    private void HandOn(byte[] buffer, int offset, int count)
    {
        base.Write(buffer, offset, count);
        base.Flush();
        Written += count;
    }

    private void Stop()
    {
        if (_hasStopped)
            return;
        _hasStopped = true;
        stop();
    }
}
