using System.Globalization;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>A line for each world, method, kind, generation and number.</summary>
internal static class CollapseCsv
{
    public const string Header = "family,dimension,rows,method,kind,generation,number,mean,standard_error,median,lower_decile,upper_decile,theory";

    public static void Write(string path, IEnumerable<CollapseCurve> curves) => AtomicFile.WriteLines(path, [Header, .. curves.SelectMany(Lines)]);

    private static IEnumerable<string> Lines(CollapseCurve curve)
    {
        (string, IReadOnlyList<CollapsePoint>, Func<CollapseWorld, string, string, int, double?>)[] numbers =
        [
            ("squared_error_of_mean", curve.SquaredError, CollapseTheory.SquaredErrorOfMean), ("trace_ratio", curve.TraceRatio, CollapseTheory.TraceRatio),
            ("log_determinant", curve.LogDeterminant, (_, _, _, _) => null), ("log_likelihood", curve.LogLikelihood, (_, _, _, _) => null),
        ];
        return
            from number in numbers
            from point in number.Item2.Index()
            where !double.IsNaN(point.Item.Median)
            select string.Create(CultureInfo.InvariantCulture, $"{curve.World.Family},{curve.World.Dimension},{curve.World.Rows},{curve.Method},{curve.Kind},{point.Index},{number.Item1},") +
                string.Create(CultureInfo.InvariantCulture, $"{point.Item.Mean.Mean:g6},{point.Item.Mean.Error:g4},{point.Item.Median:g6},{point.Item.LowerDecile:g6},{point.Item.UpperDecile:g6},") +
                (number.Item3(curve.World, curve.Method, curve.Kind, point.Index) ?? double.NaN).ToString("g6", CultureInfo.InvariantCulture);
    }
}
