using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Deals the rows of a table to folds, so that each has the same mix of classes; rows of one group stay together.</summary>
internal sealed class StratifiedFolds
{
    private readonly IHost _host;
    private readonly IDataView _data;

    /// <param name="host">Where errors and warnings go.</param>
    /// <param name="data">Gives the same rows in the same order each time.</param>
    /// <param name="labelColumnName">The classes: text, Boolean, key or number; a missing one is a class of its own.</param>
    /// <param name="folds">At least 2.</param>
    /// <param name="groupColumnName">Rows of one value of this column stay together; null for none. A row whose group is missing is a group of its own.</param>
    /// <param name="seed">Of the dealing.</param>
    public StratifiedFolds(IHost host, IDataView data, string labelColumnName, int folds, string? groupColumnName, int seed)
    {
        (_host, _data, Count) = (host, data, folds);
        (int[] labels, int[]? groups) = Read(labelColumnName, groupColumnName);
        if (labels.Length < folds)
            throw host.Except($"{labels.Length} rows cannot be dealt to {folds} folds.");
        FoldOfRow = groups is null ? Deal(labels, folds, new Random(seed)) : GroupDeal.Of(labels, groups, folds, new Random(seed));
        int[] sizes = [.. Enumerable.Range(0, folds).Select(f => FoldOfRow.Count(fold => fold == f))];
        if (Array.IndexOf(sizes, 0) >= 0)
            throw host.Except($"Column '{groupColumnName}' holds too few groups for {folds} folds: one would be empty.");
        Warn(labels, labelColumnName, folds);
    }

    public int Count { get; }

    /// <summary>By the row's position.</summary>
    public int[] FoldOfRow { get; }

    public IDataView Training(int fold) => new RepeatedRows(_host, _data, Array.ConvertAll(FoldOfRow, f => f == fold ? 0 : 1));

    public IDataView HeldOut(int fold) => new RepeatedRows(_host, _data, Array.ConvertAll(FoldOfRow, f => f == fold ? 1 : 0));

    /// <summary>Puts numbers of a fold's held-out rows where these rows stand in the table.</summary>
    /// <param name="fold">Of the rows.</param>
    /// <param name="made">[kind][held-out row]</param>
    /// <param name="all">[kind][row]</param>
    public void Place(int fold, double[][] made, double[][] all)
    {
        int next = 0;
        for (int row = 0; row < FoldOfRow.Length; row++)
        {
            if (FoldOfRow[row] != fold)
                continue;
            for (int kind = 0; kind < made.Length; kind++)
                all[kind][row] = made[kind][next];
            next++;
        }
    }

    /// <summary>The rows of each class in random order, dealt in turn; each class goes on where the one before ended.</summary>
    private static int[] Deal(int[] labels, int folds, Random random)
    {
        int[] order = [.. Enumerable.Range(0, labels.Length)], dealt = new int[labels.Length];
        random.Shuffle(order);
        foreach ((int turn, int row) in order.OrderBy(row => labels[row]).Index())
            dealt[row] = turn % folds;
        return dealt;
    }

    private (int[] Labels, int[]? Groups) Read(string labelColumnName, string? groupColumnName)
    {
        var label = new ConditionReader(_host, _data.Schema, labelColumnName, TableEncodingOptions.MostCategories);
        var group = groupColumnName is null ? null : new ConditionReader(_host, _data.Schema, groupColumnName, int.MaxValue);
        using DataViewRowCursor cursor = _data.GetRowCursor(group is null ? [label.Input] : [label.Input, group.Input]);
        Action readLabel = label.Read(cursor);
        Action? readGroup = group?.Read(cursor);
        while (cursor.MoveNext())
        {
            readLabel();
            readGroup?.Invoke();
        }
        (TableCondition _, int[] labels) = label.Finish();
        if (group is null)
            return (labels, null);
        (TableCondition known, int[] groups) = group.Finish();
        int next = known.Categories.Count;
        return (labels, Array.ConvertAll(groups, g => g < 0 ? next++ : g));
    }

    private void Warn(int[] labels, string labelColumnName, int folds)
    {
        int few = labels.GroupBy(label => label).Min(g => g.Count());
        if (few >= folds)
            return;
        using IChannel channel = _host.Start("Folds");
        channel.Warning($"A class of column {Quoted.Value(labelColumnName)} has {few} {(few == 1 ? "row" : "rows")}, fewer than the {folds} folds: some folds are without it.");
    }
}
