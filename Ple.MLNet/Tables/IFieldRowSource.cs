namespace Ple.MLNet.Tables;

/// <summary>Rows of fields by position. The same position gives the same row however often and in whatever pieces it is read.</summary>
internal interface IFieldRowSource
{
    long Count { get; }

    /// <param name="first">Position of the first row.</param>
    /// <param name="rows">[n, fields]: overwritten.</param>
    void Read(long first, Span<double> rows);
}
