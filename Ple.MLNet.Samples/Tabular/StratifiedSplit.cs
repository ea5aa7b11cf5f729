using Ple.MLNet.Samples.Delimited;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Rows to train on and rows to test on, of each class the same share.</summary>
internal sealed record StratifiedSplit(int[] Train, int[] Test)
{
    private const double TestShare = 0.4;
    private const int LeastRows = 5;

    /// <param name="table">Of classes that are large enough.</param>
    /// <param name="mostRows">Of a larger table as many are drawn, of each class the same share.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="UserErrorException">A class has too few rows to be split.</exception>
    public static StratifiedSplit Of(LabelledTable table, int mostRows, int seed)
    {
        var random = new Random(seed);
        double keep = Math.Min(1, (double)mostRows / table.RowsOfClasses.Sum(c => c.Rows.Length));
        var (train, test) = (new List<int>(), new List<int>());
        foreach ((string name, int[] rows) in table.RowsOfClasses)
        {
            if (rows.Length < LeastRows)
                throw new UserErrorException($"Class '{name}' has {rows.Length} rows: at least {LeastRows} are needed to train and to test. Leave such rows out of the file.");
            int[] drawn = [.. rows];
            random.Shuffle(drawn);
            int kept = Math.Max(LeastRows, (int)Math.Round(keep * rows.Length));
            int tested = Math.Max(1, (int)Math.Round(TestShare * kept));
            test.AddRange(drawn[..tested]);
            train.AddRange(drawn[tested..kept]);
        }
        return new([.. train.Order()], [.. test.Order()]);
    }
}
