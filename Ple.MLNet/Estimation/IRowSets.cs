namespace Ple.MLNet.Estimation;

/// <summary>What a self-consuming loop does with sets of rows, whatever holds them.</summary>
internal interface IRowSets<TRows>
{
    long Count(TRows rows);

    TRows Append(IReadOnlyList<TRows> parts);

    /// <summary>The first ones.</summary>
    TRows Take(TRows rows, long count);

    /// <summary>As many, drawn without replacement.</summary>
    TRows Draw(TRows rows, long count, int generation);
}
