using Ple.MLNet.Samples.Fairness;
using Spectre.Console;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>The console table: distances from held-out points, mean ± standard error over seeds.</summary>
internal static class OwnModelTable
{
    public static Table Of(IReadOnlyList<OwnModelResult> results)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("model").NoWrap());
        foreach (string name in new[] { "1000 FID", "1000 KID", "seconds" })
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (IGrouping<OwnModelMethod, OwnModelResult> method in results.GroupBy(r => r.Method))
        {
            table.AddRow(
                Markup.Escape(method.Key.Label),
                MeanAndError.Of(method.Select(r => 1000 * r.Scores.Fid!.Value)).ToString("0.0"),
                MeanAndError.Of(method.Select(r => 1000 * (r.Scores.Kid ?? double.NaN))).ToString("0.0"),
                MeanAndError.Of(method.Select(r => r.Seconds)).ToString("0.0"));
        }
        return table;
    }
}
