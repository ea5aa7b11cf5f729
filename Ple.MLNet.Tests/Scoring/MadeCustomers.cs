using Microsoft.ML;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Rows of a known distribution: four classes (d has 5 %), three categories, four numbers, that depend on the class and on each other; and generators with one known fault each.</summary>
internal static class MadeCustomers
{
    private static readonly string[] _classes = ["a", "b", "c", "d"], _jobs = ["clerk", "cook", "smith", "none"], _regions = ["north", "east", "south", "west", "abroad"];
    private static readonly double[] _shares = [0.40, 0.30, 0.25, 0.05];

    public static Row[] Rows(int count, int seed) => Rows(count, seed, _shares);

    public static Row[] Rows(int count, int seed, double[] shares)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int c = Draw(random, shares), job = Draw(random, [1 + c, 2, 3 - 0.5 * c, 1]), region = (job + Draw(random, [5, 2, 1, 1, 1])) % 5;
            double income = Math.Exp(3 + 0.25 * c + 0.1 * job + 0.4 * Normal(random));
            return new Row
            {
                Class = _classes[c],
                Job = _jobs[job],
                Region = _regions[region],
                IsOwner = random.NextDouble() < 0.2 + 0.15 * c,
                Income = (float)Math.Round(income, 1),
                Debt = (float)Math.Round(0.5 * income + 4 * Normal(random), 1),
                Age = (float)Math.Round(40 + 5 * c + 9 * Normal(random)),
                Visits = random.Next(20) == 0 ? float.NaN : (float)Math.Floor(Math.Exp(1 + 0.2 * region + 0.6 * Normal(random))),
            };
        })];
    }

    /// <summary>Fresh rows without a class: the others are more frequent.</summary>
    public static Row[] WithoutClass(int count, int seed) => Rows(count, seed, [0.40, 0.30, 0.25, 0]);

    /// <summary>Fresh rows, of which class d has another share.</summary>
    public static Row[] Shifted(int count, int seed, double share = 0.10) => Rows(count, seed, [0.40 / 0.95 * (1 - share), 0.30 / 0.95 * (1 - share), 0.25 / 0.95 * (1 - share), share]);

    /// <summary>Training rows drawn with replacement.</summary>
    public static Row[] Copies(Row[] training, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => training[random.Next(training.Length)])];
    }

    /// <summary>Rows with noise on each number, of so many of its standard deviations and rounded as the number was, and with some categories drawn anew; the class stays.</summary>
    public static Row[] Noisy(Row[] rows, int seed, double deviations = 0.3, double flipped = 0.1)
    {
        var random = new Random(seed);
        Func<float, float> income = Noise(r => r.Income, 1), debt = Noise(r => r.Debt, 1), age = Noise(r => r.Age, 0), visits = Noise(r => r.Visits, 0);
        return [.. rows.Select(r => r with
        {
            Income = income(r.Income), Debt = debt(r.Debt), Age = age(r.Age), Visits = Math.Max(0, visits(r.Visits)),
            Job = random.NextDouble() < flipped ? _jobs[random.Next(4)] : r.Job,
            Region = random.NextDouble() < flipped ? _regions[random.Next(5)] : r.Region,
            IsOwner = random.NextDouble() < flipped ? random.Next(2) == 0 : r.IsOwner,
        })];

        Func<float, float> Noise(Func<Row, float> number, int decimals)
        {
            double[] values = [.. rows.Select(r => (double)number(r)).Where(v => !double.IsNaN(v))];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            return value => (float)Math.Round(value + deviations * deviation * Normal(random), decimals);
        }
    }

    public static IDataView View(MLContext mlContext, Row[] rows) => mlContext.Data.LoadFromEnumerable(rows);

    private static int Draw(Random random, double[] weights)
    {
        double left = random.NextDouble() * weights.Sum();
        int index = 0;
        while (index < weights.Length - 1 && (left -= weights[index]) >= 0)
            index++;
        return index;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    internal sealed record Row
    {
        public string Class { get; set; } = "";

        public string Job { get; set; } = "";

        public string Region { get; set; } = "";

        public bool IsOwner { get; set; }

        public float Income { get; set; }

        public float Debt { get; set; }

        public float Age { get; set; }

        public float Visits { get; set; }
    }
}
