namespace Ple.MLNet.Tables;

/// <summary>Encoded rows by position: a generator's output. The same position gives the same row however often and in whatever pieces it is read.</summary>
internal interface IEncodedRowSource
{
    long Count { get; }

    /// <summary>Reads consecutive rows; called by one thread at a time for each cursor, by several for several cursors.</summary>
    /// <param name="first">Position of the first row.</param>
    /// <param name="rows">[n, Width]: overwritten.</param>
    /// <param name="conditions">[n]: overwritten; -1 where there is no condition.</param>
    void Read(long first, Span<float> rows, Span<int> conditions);
}
