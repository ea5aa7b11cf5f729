using System.Globalization;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>What one seed of a method came to.</summary>
/// <param name="Method">Model and training.</param>
/// <param name="Seed">Of everything.</param>
/// <param name="Scores">Of as many generated points as held-out ones.</param>
/// <param name="Seconds">Of the fit.</param>
/// <param name="Rows">The generated points.</param>
internal sealed record OwnModelResult(OwnModelMethod Method, int Seed, FeatureScores Scores, double Seconds, float[][] Rows)
{
    public const string Header = "method,seed,fid,kid,seconds";

    public static void Write(string path, IEnumerable<OwnModelResult> results) => AtomicFile.WriteLines(path, results.Select(r => r.Line()).Prepend(Header));

    private string Line() => string.Create(CultureInfo.InvariantCulture, $"{Method.Name},{Seed},{Scores.Fid:g6},{Scores.Kid:g6},{Seconds:0.00}");
}
