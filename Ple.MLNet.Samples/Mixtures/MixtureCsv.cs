using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>mixture.csv: a line for each cell of the grid and method. "seeds" counts the data sets behind the mean, degenerate fits left out.</summary>
internal static class MixtureCsv
{
    public const string Header = "n,responsibility,method,lambda,kl_mean,kl_standard_error,seeds";

    public static void Write(string path, IEnumerable<MixtureCell> cells) =>
        AtomicFile.WriteLines(path, [Header, .. cells.OrderBy(c => c.RowCount).ThenBy(c => c.Responsibility).Select(Line)]);

    private static string Line(MixtureCell cell)
    {
        MeanAndError divergence = cell.Divergence;
        return string.Create(CultureInfo.InvariantCulture,
            $"{cell.RowCount},{cell.Responsibility},{cell.Method.Name},{cell.Method.Lambda},{divergence.Mean:g7},{divergence.Error:g7},{divergence.Count}");
    }
}
