using Microsoft.ML.Data;

namespace Ple.MLNet.Scoring;

/// <summary>The metrics of <see cref="FeatureScores"/> as columns of a table.</summary>
internal static class ScoreColumns
{
    /// <summary>Their names, known without rows.</summary>
    private static readonly string[] _names = [.. None().All().Select(m => m.Name)];

    /// <summary>A column of Double for each metric, NaN for null.</summary>
    /// <param name="table">To be built.</param>
    /// <param name="rows">Null for a row without scores.</param>
    public static void AddTo(ArrayDataViewBuilder table, IReadOnlyList<FeatureScores?> rows)
    {
        double[][] values = [.. rows.Select(row => row is null ? _names.Select(_ => double.NaN).ToArray() : [.. row.All().Select(m => m.Value ?? double.NaN)])];
        foreach ((int index, string name) in _names.Index())
            table.AddColumn(name, NumberDataViewType.Double, [.. values.Select(row => row[index])]);
    }

    private static FeatureScores None()
    {
        var empty = new FeatureStatistics(1, 0, 0);
        return new(empty, empty, null, new(), 0);
    }
}
