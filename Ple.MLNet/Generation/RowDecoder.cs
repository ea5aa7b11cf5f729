namespace Ple.MLNet.Generation;

/// <summary>The column values of one generated row at a time. Serves one thread.</summary>
internal abstract class RowDecoder
{
    /// <summary>Makes a row the current one.</summary>
    /// <param name="values">The model's numbers of the row.</param>
    /// <param name="condition">Its class; -1 for none.</param>
    public abstract void MoveTo(ReadOnlySpan<float> values, int condition);

    /// <summary>A ValueGetter of the column's type for the current row.</summary>
    public abstract Delegate MakeGetter(int column);
}
