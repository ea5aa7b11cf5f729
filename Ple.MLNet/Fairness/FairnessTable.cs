using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Scoring;

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
        AddDouble(nameof(ClassFairness.CorrectedFrequency), c => c.CorrectedFrequency);
        AddDouble("CorrectedFrequencyLower", c => c.CorrectedFrequencyInterval.Lower);
        AddDouble("CorrectedFrequencyUpper", c => c.CorrectedFrequencyInterval.Upper);
        AddDouble(nameof(ClassFairness.FrequencyPValue), c => c.FrequencyPValue);
        AddDouble(nameof(ClassFairness.OracleRecall), c => c.OracleRecall);
        AddDouble(nameof(ClassFairness.DownstreamRecall), c => c.DownstreamRecall);
        AddDouble(nameof(ClassFairness.RealDownstreamRecall), c => c.RealDownstreamRecall);
        ScoreColumns.AddTo(table, [.. classes.Select(c => c.Scores)]);
        AddDouble(nameof(ClassFairness.Score), c => c.Score);
        AddDouble(nameof(FairnessReport.ImbalanceRatio), _ => report!.ImbalanceRatio);
        AddDouble(nameof(FairnessReport.FairnessRatio), _ => report!.FairnessRatio);
        AddDouble("FairnessRatioLower", _ => report!.FairnessRatioInterval?.Lower);
        AddDouble("FairnessRatioUpper", _ => report!.FairnessRatioInterval?.Upper);
        AddDouble(nameof(FairnessReport.FairnessRatioByKid), _ => report!.FairnessRatioByKid);
        AddDouble("FairnessRatioByKidLower", _ => report!.FairnessRatioByKidInterval?.Lower);
        AddDouble("FairnessRatioByKidUpper", _ => report!.FairnessRatioByKidInterval?.Upper);
        AddDouble(nameof(FairnessReport.FairnessRatioAtInfinity), _ => report!.FairnessRatioAtInfinity);
        return table.GetDataView(classes.Count);

        void AddDouble(string name, Func<ClassFairness, double?> value)
            => table.AddColumn(name, NumberDataViewType.Double, [.. classes.Select(c => value(c) ?? double.NaN)]);
    }
}
