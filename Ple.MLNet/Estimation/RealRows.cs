namespace Ple.MLNet.Estimation;

/// <summary>Which real rows a generation after the first is estimated from, beside generated ones.</summary>
public enum RealRows
{
    /// <summary>None.</summary>
    None,

    /// <summary>All those of generation 0.</summary>
    All,

    /// <summary>A share of the rows of a generation: the first ones of generation 0, the same ones each time.</summary>
    Same,

    /// <summary>A share of the rows of a generation: new ones each time, which generation 0 has not seen.</summary>
    Fresh,
}
