using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.SelfConsumption;

/// <summary>The share of all weight that real rows have where a generation is fitted to real and to synthetic rows; without one each row counts alike.</summary>
public sealed class RealWeight
{
    private const double Tolerance = 1e-9;

    private readonly double? _share;
    private readonly string? _column;

    private RealWeight(double? share, string? column) => (_share, _column) = (share, column);

    /// <summary>The weight under which errors add up least over generations with fresh real rows: w = (√(k² + 4k) - k) / 2 for k real rows to each synthetic one, 0.618, the golden ratio's reciprocal,
    /// for as many of each (He, Xu and Cheng 2025, arXiv 2502.18049).</summary>
    /// <param name="exampleWeightColumnName">See <see cref="Of"/>.</param>
    public static RealWeight Optimal(string? exampleWeightColumnName = null) => new(null, exampleWeightColumnName);

    /// <summary>A weight of one's own.</summary>
    /// <param name="share">Of all weight, above 0 and below 1.</param>
    /// <param name="exampleWeightColumnName">A column of Single to add, which the estimator takes for the weights of rows. Null, the default, is for estimators that know no weights: each row comes as many times as
    /// it weighs, rounded up or down by systematic sampling, so that there are as many rows as before.</param>
    public static RealWeight Of(double share, string? exampleWeightColumnName = null)
        => share is > 0 and < 1 ? new(share, exampleWeightColumnName) : throw new ArgumentOutOfRangeException(nameof(share), share, "A share of all weight lies above 0 and below 1.");

    internal string Text => $"{_share?.ToString("r", System.Globalization.CultureInfo.InvariantCulture) ?? "optimal"} {_column}";

    /// <summary>Rows with these weights.</summary>
    /// <param name="mlContext">Of the views.</param>
    /// <param name="rows">First the real ones.</param>
    /// <param name="real">How many these are.</param>
    /// <param name="count">All rows.</param>
    /// <param name="seed">Of the rounding.</param>
    internal IDataView Apply(MLContext mlContext, IDataView rows, long real, long count, int seed)
    {
        double k = real / (double)(count - real), share = _share ?? (Math.Sqrt(k * k + 4 * k) - k) / 2;
        double ofReal = share * count / real, ofSynthetic = (1 - share) * count / (count - real);
        if (_column is null)
            return new RepeatedRows(mlContext, rows, Times(ofReal, ofSynthetic, real, count, seed));
        if (rows.Schema.GetColumnOrNull(_column) is not null)
            throw ((IHostEnvironment)mlContext).ExceptParam("exampleWeightColumnName", $"The rows have a column {Quoted.Value(_column)} of their own: name another for the weights.");
        IDataView Part(bool isReal) => ConstantColumn.Add(mlContext, new RepeatedRows(mlContext, rows, [.. Enumerable.Range(0, (int)count).Select(i => i < real == isReal ? 1 : 0)]), _column, (float)(isReal ? ofReal : ofSynthetic));
        return new AppendedDataView(mlContext, Part(isReal: true), real, [Part(isReal: false)]);
    }

    /// <summary>Systematic sampling: a row comes ⌊w⌋ or ⌈w⌉ times, and all together as often as there are rows.</summary>
    private static int[] Times(double ofReal, double ofSynthetic, long real, long count, int seed)
    {
        int[] times = new int[count];
        double place = CounterRandom.Uniform(seed, 0, stream: 0);
        for (long i = 0; i < count; i++)
        {
            double next = place + (i < real ? ofReal : ofSynthetic);
            times[i] = (int)(Math.Floor(next + Tolerance) - Math.Floor(place + Tolerance));
            place = next;
        }
        return times;
    }
}
