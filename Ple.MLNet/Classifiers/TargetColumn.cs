using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Classifiers;

/// <summary>The Boolean column that candidates are trained on, and rows without a class left out.</summary>
internal static class TargetColumn
{
    public static (IDataView Rows, bool[] Labels, object Positive) Add(IHost host, IDataView input, TableProfile profile, BestClassifierOptions options)
    {
        (TableCondition known, int[] rows) = ConditionReader.ReadAll(host, input, options.LabelColumnName);
        object positive = options.PositiveClass ?? (known.Categories.Contains(true) ? true : profile.Classes[^1].Key);
        int index = known.IndexOf(positive);
        IDataView labelled = profile.UnlabelledRows == 0 ? input : new RepeatedRows(host, input, Array.ConvertAll(rows, r => r < 0 ? 0 : 1));
        bool[] labels = [.. rows.Where(r => r >= 0).Select(r => r == index)];
        if (options.TargetColumnName == options.LabelColumnName)
            return input.Schema[options.LabelColumnName].Type == BooleanDataViewType.Instance ? (labelled, labels, positive)
                : throw host.ExceptParam(nameof(options.TargetColumnName), $"Column '{options.LabelColumnName}' is not Boolean: give the column that candidates are trained on another name.");
        return (new AddedColumn<bool>(host, labelled, options.TargetColumnName, BooleanDataViewType.Instance, row =>
        {
            Func<int> classOf = known.MakeReader(host, row);
            return (ref bool value) => value = classOf() == index;
        }, labelled.Schema[options.LabelColumnName]), labels, positive);
    }
}
