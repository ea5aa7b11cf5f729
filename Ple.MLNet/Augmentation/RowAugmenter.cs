using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Makes the rows that a sampling strategy asks for.</summary>
internal static class RowAugmenter
{
    private const int FewRows = 10;

    /// <summary>The table's rows followed by new ones, class after class.</summary>
    public static IDataView Augment(IHost host, IDataView table, AugmentationOptions options, int seed)
    {
        KeptTable kept = TableEncoder.Keep(host, table, options.ToTableOptions(seed));
        IEnumerable<IDataView> made = MakeRows(host, kept, options, seed);
        if (options.ExampleWeightColumnName is { } weight)
        {
            if (table.Schema.GetColumnOrNull(weight) is not null)
                throw host.ExceptParam(nameof(options.ExampleWeightColumnName), $"The table has a column {Quoted.Value(weight)} of its own: name another for the weights of rows.");
            (table, made) = (ConstantColumn.Add(host, table, weight, 1), made.Select(view => ConstantColumn.Add(host, view, weight, (float)options.AddedRowWeight)));
        }
        return new AppendedDataView(host, table, kept.Layout.Condition!.Counts.Sum(), made);
    }

    /// <summary>The new rows alone.</summary>
    public static IDataView Generate(IHost host, IDataView table, AugmentationOptions options, int seed)
    {
        KeptTable kept = TableEncoder.Keep(host, table, options.ToTableOptions(seed));
        return MakeRows(host, kept, options, seed) switch
        {
            [] => new EmptyDataView(host, kept.Layout.Schema),
            [var only] => only,
            [var first, .. var others] => new AppendedDataView(host, first, first.GetRowCount() ?? 0, others),
        };
    }

    private static IDataView[] MakeRows(IHost host, KeptTable table, AugmentationOptions options, int seed)
    {
        TableCondition classes = table.Layout.Condition!;
        long[] rowsToAdd = options.Strategy.RowsToAdd(host, classes);
        var views = new List<IDataView>();
        using IChannel channel = host.Start("Augment");
        if (rowsToAdd.All(r => r == 0))
        {
            channel.Warning($"Nothing was added: every class has the rows that the strategy asks for. Ask for more by {nameof(SamplingStrategy)}.{nameof(SamplingStrategy.Ratio)}, {nameof(SamplingStrategy.All)} or " +
                $"{nameof(SamplingStrategy.Counts)}.");
            return [];
        }
        using IRowSampler sampler = options.Sampler.Fit(host, table, seed);
        for (int i = 0; i < rowsToAdd.Length; i++)
        {
            if (rowsToAdd[i] == 0)
                continue;
            if (classes.Counts[i] < FewRows)
                channel.Warning($"Class {Quoted.Value(classes.Categories[i])} has {classes.Counts[i]} {(classes.Counts[i] == 1 ? "row" : "rows")}, too few to learn from: its {rowsToAdd[i]} new rows say little more.");
            channel.Info($"Class {Quoted.Value(classes.Categories[i])}: {classes.Counts[i]} rows and {rowsToAdd[i]} new ones.");
            views.Add(sampler.Sample(i, rowsToAdd[i]));
        }
        return [.. views];
    }
}
