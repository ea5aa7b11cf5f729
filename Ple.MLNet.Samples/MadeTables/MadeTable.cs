using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Ple.MLNet.Samples.MadeTables;

/// <summary>A table whose truth is known: each row has its class by a probability that the columns tell.</summary>
/// <param name="Header">Names of the columns, the class last.</param>
/// <param name="Row">Cells, numbers as double, and the probability of the rare class.</param>
internal sealed record MadeTable(string[] Header, Func<RandomSource, (object[] Cells, double Probability)> Row)
{
    public const string Label = "class", Rare = "yes", Frequent = "no";

    private static readonly string[] _regions = ["north", "south", "east", "west", "centre"], _jobs = ["clerk", "farmer", "nurse", "teacher", "driver", "none"];
    private static readonly double[] _riskOfJob = [0, 0.3, -0.4, -0.6, 0.4, 1.2];

    /// <summary>Like the records of a bank: skewed and missing numbers, categories, dates; log-odds that are a sum, with one interaction.</summary>
    public static MadeTable Accounts { get; } = new(["opened", "income", "debt", "age", "years", "region", "job", "children", Label], random =>
    {
        double age = 18 + 60 * Beta.Sample(random, 2, 3), income = Math.Exp(Normal.Sample(random, 7.6 + 0.01 * (age - 40), 0.5)), debt = Math.Max(0, Normal.Sample(random, 0.3 * income, income));
        double years = Math.Min(age - 18, Gamma.Sample(random, 1.5, 0.3));
        int region = random.Next(_regions.Length), job = random.Next(_jobs.Length), children = Poisson.Sample(random, 1.1);
        double odds = -3.6 - 0.9 * (Math.Log(income) - 7.6) + 0.9 * debt / (income + 500) - 0.08 * years + _riskOfJob[job] + (region == 1 && children > 1 ? 1.2 : 0) + 0.02 * Math.Abs(age - 45);
        DateTime opened = new DateTime(2015, 1, 1).AddDays(random.Next(3650));
        object incomeCell = random.NextDouble() < 0.06 ? "" : Math.Round(income, 2);
        return ([opened.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture), incomeCell, Math.Round(debt, 2), (double)Math.Floor(age), Math.Round(years, 1), _regions[region], _jobs[job], (double)children], Logistic(odds));
    });

    /// <summary>Like the readings of a machine: ten numbers, of which some move together; a fault where a smooth function of five of them is high (Friedman 1991) or two of them lie on a ring.</summary>
    public static MadeTable Sensors { get; } = new([.. Enumerable.Range(1, 10).Select(i => $"s{i}"), "mode", Label], random =>
    {
        double[] u = [.. Enumerable.Range(0, 10).Select(_ => random.NextDouble())];
        u[5] = 0.7 * u[0] + 0.3 * u[5];
        int mode = random.Next(3);
        double friedman = 10 * Math.Sin(Math.PI * u[0] * u[1]) + 20 * Math.Pow(u[2] - 0.5, 2) + 10 * u[3] + 5 * u[4], radius = Math.Sqrt(Math.Pow(u[6] - 0.5, 2) + Math.Pow(u[7] - 0.5, 2));
        double odds = -5.2 + 0.55 * (friedman - 14) + (Math.Abs(radius - 0.4) < 0.05 ? 3 : 0) + (mode == 2 ? 0.8 : 0);
        return ([.. u.Select(v => (object)Math.Round(100 * v, 3)), $"m{mode}"], Logistic(odds));
    });

    private static double Logistic(double odds) => 1 / (1 + Math.Exp(-odds));
}
