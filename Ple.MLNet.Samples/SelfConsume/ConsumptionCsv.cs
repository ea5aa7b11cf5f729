using System.Globalization;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A line for each generation of each loop. "NaN" is a number that there is not.</summary>
internal static class ConsumptionCsv
{
    public static string Header { get; } = $"model,method,kind,seed,generation,{string.Join(',', ConsumptionScores.All)},seconds";

    public static void Write(string path, IEnumerable<ConsumptionResult> results) => AtomicFile.WriteLines(path, [Header, .. results.Select(Line)]);

    private static string Line(ConsumptionResult result) => string.Join(',',
        [result.Model, result.Method, result.Kind, Number(result.Seed), Number(result.Scores.Generation), .. ConsumptionScores.All.Select(name => Number(result[name])), Number(result.Scores.Seconds)]);

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
