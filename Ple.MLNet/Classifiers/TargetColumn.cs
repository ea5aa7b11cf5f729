using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Classifiers;

/// <summary>The Boolean column that candidates are trained on, and rows without a class left out.</summary>
internal static class TargetColumn
{
    public static (IDataView Rows, bool[] Labels, object Positive) Add(IHost host, IDataView input, TableProfile profile, BestClassifierOptions options)
    {
        var reader = new ConditionReader(host, input.Schema, options.LabelColumnName, TableEncodingOptions.MostCategories);
        using (DataViewRowCursor cursor = input.GetRowCursor([reader.Input]))
        {
            Action read = reader.Read(cursor);
            while (cursor.MoveNext())
                read();
        }
        (TableCondition known, int[] rows) = reader.Finish();
        object[] classes = [.. known.Categories];
        object positive = options.PositiveClass ?? (classes.Contains(true) ? true : profile.Classes[^1].Key);
        int index = Array.FindIndex(classes, c => c.Equals(positive));
        if (index < 0)
            throw host.ExceptParam(nameof(options.PositiveClass), $"There is no class {Quoted.Value(positive)}: the rows have {Quoted.List(classes)}.");
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
