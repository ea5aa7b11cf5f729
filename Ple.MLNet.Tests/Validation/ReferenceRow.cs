using System.Globalization;

namespace Ple.MLNet.Tests.Validation;

/// <summary>A row of classification.csv, made by scikit-learn's script.</summary>
internal sealed record ReferenceRow(bool Truth, float Probability, int Class, float[] Probabilities)
{
    public static ReferenceRow[] All { get; } = [.. Lines("classification.csv").Select(c => new ReferenceRow(c[0] == "1", Number(c[1]), int.Parse(c[2], CultureInfo.InvariantCulture), [Number(c[3]), Number(c[4]), Number(c[5])]))];

    /// <summary>Metrics of one kind by their names.</summary>
    public static Dictionary<string, double> Metrics(string kind) => Lines("metrics.csv").Where(c => c[0] == kind).ToDictionary(c => c[1], c => double.Parse(c[2], CultureInfo.InvariantCulture));

    private static IEnumerable<string[]> Lines(string name) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Validation", "References", name)).Skip(1).Select(line => line.Split(','));

    private static float Number(string text) => (float)double.Parse(text, CultureInfo.InvariantCulture);
}
