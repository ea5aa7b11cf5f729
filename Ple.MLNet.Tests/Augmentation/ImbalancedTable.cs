using Microsoft.ML;

namespace Ple.MLNet.Tests.Augmentation;

/// <summary>A table of classes of given sizes: text label, two numbers, a count, a category and a flag, all of which depend on the class a little.</summary>
internal static class ImbalancedTable
{
    public static IDataView Make(MLContext ml, params int[] sizes) => ml.Data.LoadFromEnumerable(Rows(sizes).ToArray());

    public static IEnumerable<Row> Rows(int[] sizes, int seed = 11)
    {
        var random = new Random(seed);
        int[] classes = [.. sizes.SelectMany((size, index) => Enumerable.Repeat(index, size))];
        random.Shuffle(classes);
        int id = 0;
        foreach (int c in classes)
        {
            double x = c + 1.5 * (random.NextDouble() + random.NextDouble() - 1);
            yield return new()
            {
                Id = id++,
                Label = $"class{c}",
                IsRare = c == sizes.Length - 1,
                X = (float)x,
                Price = random.Next(20) == 0 ? float.NaN : (float)Math.Round(10 * Math.Exp(x / 2 + random.NextDouble()), 2),
                Children = random.Next(3 + c),
                Job = new[] { "clerk", "cook", "smith" }[random.Next(1, 3 + c) % 3],
                Owner = random.Next(2 + c) == 0,
            };
        }
    }

    internal sealed class Row
    {
        public float Id { get; set; }

        public string Label { get; set; } = "";

        public bool IsRare { get; set; }

        public float X { get; set; }

        public float Price { get; set; }

        public float Children { get; set; }

        public string Job { get; set; } = "";

        public bool Owner { get; set; }
    }
}
