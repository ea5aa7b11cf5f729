using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Classifiers;

/// <summary>Rows that have a class, with the column that candidates are trained on: Boolean of two classes, a key of more.</summary>
/// <param name="Rows">Without those that have no class.</param>
/// <param name="Labels">The class of each row.</param>
/// <param name="Classes">As the label's column has them; of two the positive one second.</param>
internal sealed record ClassTarget(IDataView Rows, int[] Labels, IReadOnlyList<object> Classes)
{
    public bool IsBinary => Classes.Count == 2;

    /// <summary>Rows of each class.</summary>
    public int[] Counts { get; } = [.. Classes.Select((_, c) => Labels.Count(l => l == c))];

    public static ClassTarget Of(IHost host, IDataView input, TableProfile profile, BestClassifierOptions options)
    {
        (TableCondition known, int[] rows) = ConditionReader.ReadAll(host, input, options.LabelColumnName);
        int[] labelled = [.. rows.Where(r => r >= 0)];
        IDataView kept = profile.UnlabelledRows == 0 ? input : new RepeatedRows(host, input, Array.ConvertAll(rows, r => r < 0 ? 0 : 1));
        if (known.Categories.Count > 2)
        {
            if (options.PositiveClass is not null)
                throw host.ExceptParam(nameof(options.PositiveClass), $"Column '{options.LabelColumnName}' holds {known.Categories.Count} classes: only of two is one the positive.");
            _ = options.Goal.OfManyClasses;
            return new(AddKey(host, kept, known, options), labelled, known.Categories);
        }
        object positive = options.PositiveClass ?? (known.Categories.Contains(true) ? true : profile.Classes[^1].Key);
        int index = known.IndexOf(positive);
        return new(AddBoolean(host, kept, known, index, options), [.. labelled.Select(l => l == index ? 1 : 0)], [known.Categories[1 - index], known.Categories[index]]);
    }

    private static IDataView AddBoolean(IHost host, IDataView rows, TableCondition known, int positive, BestClassifierOptions options)
    {
        DataViewSchema.Column label = rows.Schema[options.LabelColumnName];
        if (options.TargetColumnName == options.LabelColumnName)
            return label.Type == BooleanDataViewType.Instance ? rows : throw NeedsItsOwnName(host, options, "Boolean");
        return new AddedColumn<bool>(host, rows, options.TargetColumnName, BooleanDataViewType.Instance, null, row =>
        {
            Func<int> classOf = known.MakeReader(host, row);
            return (ref bool value) => value = classOf() == positive;
        }, label);
    }

    private static AddedColumn<uint> AddKey(IHost host, IDataView rows, TableCondition known, BestClassifierOptions options)
    {
        if (options.TargetColumnName == options.LabelColumnName)
            throw NeedsItsOwnName(host, options, "of two classes");
        var annotations = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] names = [.. known.Categories.Select(c => Text(c).AsMemory())];
        annotations.AddKeyValues<ReadOnlyMemory<char>>(names.Length, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> values) => values = new(names.Length, [.. names]));
        return new(host, rows, options.TargetColumnName, new KeyDataViewType(typeof(uint), names.Length), annotations.ToAnnotations(), row =>
        {
            Func<int> classOf = known.MakeReader(host, row);
            return (ref uint value) => value = (uint)classOf() + 1;
        }, rows.Schema[options.LabelColumnName]);
    }

    private static Exception NeedsItsOwnName(IHost host, BestClassifierOptions options, string what)
        => host.ExceptParam(nameof(options.TargetColumnName), $"Column '{options.LabelColumnName}' is not {what}: give the column that candidates are trained on another name.");

    /// <summary>A class as keys and reports name it.</summary>
    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
