using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Validation;

/// <summary>A test set with the mix of classes of the whole table.</summary>
internal static class StratifiedSplit
{
    private const int MostParts = 100;

    public static DataOperationsCatalog.TrainTestData Of(IHost host, IDataView data, string labelColumnName, double testFraction, string? groupColumnName, int seed)
    {
        if (!(testFraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "The share of the test set lies above 0 and below 1.");
        int parts = Enumerable.Range(2, MostParts - 1).MinBy(k => (Math.Round(Math.Abs(Of(k) / (double)k - testFraction), 9), k));
        var folds = new StratifiedFolds(host, data, labelColumnName, parts, groupColumnName, seed);
        int test = Of(parts);
        return new(
            new RepeatedRows(host, data, Array.ConvertAll(folds.FoldOfRow, f => f < test ? 0 : 1)),
            new RepeatedRows(host, data, Array.ConvertAll(folds.FoldOfRow, f => f < test ? 1 : 0)));

        int Of(int k) => Math.Clamp((int)Math.Round(testFraction * k), 1, k - 1);
    }
}
