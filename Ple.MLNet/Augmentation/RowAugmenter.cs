using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Makes the rows that a sampling strategy asks for.</summary>
internal static class RowAugmenter
{
    /// <summary>The table's rows followed by new ones, class after class.</summary>
    public static IDataView Augment(IHost host, IDataView table, AugmentationOptions options)
    {
        TableEncoding encoding = TableEncoder.Fit(host, table, options.ToTableOptions());
        return new AppendedDataView(host, table, encoding.Condition!.Counts.Sum(), MakeRows(host, table, encoding, options));
    }

    /// <summary>The new rows alone.</summary>
    public static IDataView Generate(IHost host, IDataView table, AugmentationOptions options)
    {
        TableEncoding encoding = TableEncoder.Fit(host, table, options.ToTableOptions());
        IDataView[] views = [.. MakeRows(host, table, encoding, options)];
        return views.Length == 0
            ? new EmptyDataView(host, encoding.Schema)
            : new AppendedDataView(host, views[0], views[0].GetRowCount() ?? 0, views.Skip(1));
    }

    private static List<IDataView> MakeRows(IHost host, IDataView table, TableEncoding encoding, AugmentationOptions options)
    {
        host.CheckValue(options.Strategy, nameof(options.Strategy));
        host.CheckValue(options.Sampler, nameof(options.Sampler));
        TableCondition classes = encoding.Condition!;
        long[] rowsToAdd = options.Strategy.RowsToAdd(host, classes);
        var views = new List<IDataView>();
        using IChannel channel = host.Start("Augment");
        if (rowsToAdd.All(r => r == 0))
        {
            channel.Info("No class needs more rows: nothing was added.");
            return views;
        }
        using IRowSampler sampler = options.Sampler.Fit(host, table, encoding);
        for (int i = 0; i < rowsToAdd.Length; i++)
        {
            if (rowsToAdd[i] == 0)
                continue;
            channel.Info($"Class '{classes.Categories[i]}': {classes.Counts[i]} rows and {rowsToAdd[i]} new ones.");
            views.Add(sampler.Sample(i, rowsToAdd[i]));
        }
        return views;
    }
}
