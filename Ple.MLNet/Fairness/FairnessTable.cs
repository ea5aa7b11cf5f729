using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Fairness;

/// <summary>A fairness report as a table: a row for each class; what belongs to the whole report is repeated in each row.</summary>
internal static class FairnessTable
{
    /// <param name="environment">Host of the table.</param>
    /// <param name="report">Null gives the columns without rows.</param>
    public static IDataView Of(IHostEnvironment environment, FairnessReport? report)
    {
        IReadOnlyList<ClassFairness> classes = report?.Classes ?? [];
        var table = new ArrayDataViewBuilder(environment);
        table.AddColumn("Class", [.. classes.Select(c => c.Name)]);
        table.AddColumn("IsMajority", BooleanDataViewType.Instance, [.. classes.Select(c => c.Name == report!.MajorityClass)]);
        table.AddColumn("IsMinority", BooleanDataViewType.Instance, [.. classes.Select(c => c.Name == report!.MinorityClass)]);
        table.AddColumn(nameof(ClassFairness.RealRows), NumberDataViewType.Int64, [.. classes.Select(c => c.RealRows)]);
        table.AddColumn(nameof(ClassFairness.GeneratedRows), NumberDataViewType.Int64, [.. classes.Select(c => c.GeneratedRows)]);
        AddDouble(nameof(ClassFairness.RealFrequency), c => c.RealFrequency);
        AddDouble(nameof(ClassFairness.GeneratedFrequency), c => c.GeneratedFrequency);
        AddDouble(nameof(ClassFairness.Fid), c => c.Fid);
        AddDouble(nameof(ClassFairness.Score), c => c.Score);
        AddDouble(nameof(FairnessReport.ImbalanceRatio), _ => report!.ImbalanceRatio);
        AddDouble(nameof(FairnessReport.FairnessRatio), _ => report!.FairnessRatio);
        AddDouble("FairnessRatioLower", _ => report!.FairnessRatioInterval?.Lower);
        AddDouble("FairnessRatioUpper", _ => report!.FairnessRatioInterval?.Upper);
        return table.GetDataView(classes.Count);

        void AddDouble(string name, Func<ClassFairness, double?> value)
            => table.AddColumn(name, NumberDataViewType.Double, [.. classes.Select(c => value(c) ?? double.NaN)]);
    }
}
