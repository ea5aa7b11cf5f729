using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Microsoft.ML;

namespace Ple.MLNet.Tests.Classifiers;

/// <summary>A table of two classes whose log-odds are linear in two numbers and one category.</summary>
internal static class TwoClassTable
{
    public static IDataView Make(MLContext mlContext, int rows, int seed = 1, double intercept = -3)
    {
        var random = new MersenneTwister(seed, threadSafe: false);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i =>
        {
            (double x, double y) = (Normal.Sample(random, 0, 1), Normal.Sample(random, 0, 1));
            string kind = "abc"[random.Next(3)].ToString();
            double odds = intercept + 1.5 * x - y + (kind == "a" ? 1 : 0);
            return new Row { Id = i, X = (float)x, Y = random.NextDouble() < 0.05 ? float.NaN : (float)y, Kind = kind, Label = random.NextDouble() < 1 / (1 + Math.Exp(-odds)) ? "bad" : "good" };
        }).ToArray());
    }

    internal sealed class Row
    {
        public int Id { get; set; }

        public float X { get; set; }

        public float Y { get; set; }

        public string Kind { get; set; } = "";

        public string Label { get; set; } = "";
    }

    internal sealed class Scored
    {
        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
