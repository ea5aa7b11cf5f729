using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Trains on synthetic rows and tests on real ones: see <see cref="TableQualityDownstream"/>.</summary>
internal static class DownstreamComparison
{
    /// <summary>Each takes two classifiers.</summary>
    public const int MostClasses = 20;

    private const int FewestRows = 20;

    /// <param name="tables">With a label that is compared.</param>
    /// <param name="most">Rows that a classifier is fitted to, and rows that it is tried on.</param>
    /// <returns>The result, or why there is none.</returns>
    public static (TableQualityDownstream? Result, string? Missing) Of(TableComparison tables, int most)
    {
        TableEncoding encoding = tables.Labelled!;
        if (encoding.FieldCount < 2)
            return (null, "There is no column beside the label to predict it from.");
        if (encoding.Condition!.Categories.Count is < 2 or > MostClasses)
            return (null, $"It takes from 2 to {MostClasses} classes; the label has {encoding.Condition.Categories.Count}.");
        var features = new BinnedFeatures(encoding);
        Labelled[] synthetic = Rows(tables.Synthetic), training = Rows(tables.Training), test = tables.HeldOut is { } heldOut ? Rows(heldOut) : training;
        int fitted = Math.Min(most, Math.Min(synthetic.Length, training.Length));
        test = test[..Math.Min(most, test.Length)];
        string? missing = fitted < FewestRows || test.Length < FewestRows ? $"There are fewer than {FewestRows} rows with a class to fit classifiers to, or to try them on."
            : test.All(r => r.Class == test[0].Class) ? "All rows that classifiers would be tried on are of one class." : null;
        if (missing is not null)
            return (null, missing);
        double[][] bySynthetic = Scores(synthetic[..fitted]), byTraining = Scores(training[..fitted]);
        var counts = test.CountBy(r => r.Class).OrderBy(c => c.Key).ToArray();
        TableQualityRecall[] recalls = [.. counts.Select(c => new TableQualityRecall(tables.Classes!.NameOf(c.Key), c.Value, Hits(bySynthetic, c.Key), Hits(byTraining, c.Key)))];
        int rarest = counts.MinBy(c => c.Value).Key;
        return (new()
        {
            FittedRows = fitted,
            TestRows = test.Length,
            IsTestedOnHeldOut = tables.HeldOut is not null,
            SyntheticBalancedAccuracy = recalls.Average(r => r.Synthetic),
            TrainingBalancedAccuracy = recalls.Average(r => r.Training),
            RarestClass = tables.Classes!.NameOf(rarest),
            SyntheticAveragePrecision = synthetic[..fitted].Any(r => r.Class == rarest) ? Precision(bySynthetic, rarest) : 0,
            TrainingAveragePrecision = training[..fitted].Any(r => r.Class == rarest) ? Precision(byTraining, rarest) : 0,
            Recalls = recalls,
        }, null);

        Labelled[] Rows(FieldTable table)
        {
            int[] order = [.. Enumerable.Range(0, table.Count)];
            new Random(Seeds.Derive(encoding.Seed, SeedPurpose.ClassifierRows)).Shuffle(order);
            return [.. order.Select(r => (Row: r, Class: encoding.Condition.IndexOfField(table[r][encoding.ConditionField]))).Where(r => r.Class >= 0).Take(most)
                .Select(r => new Labelled(features.Of(table[r.Row]), r.Class))];
        }

        // Of each test row and class: the log-odds of the class against the others; that of a class which is nowhere, or everywhere, is certain.
        double[][] Scores(Labelled[] rows)
        {
            Func<int[], double>[] scorers = [.. Enumerable.Range(0, encoding.Condition.Categories.Count).Select(c => rows.Count(r => r.Class == c) switch
            {
                0 => _ => double.NegativeInfinity,
                int all when all == rows.Length => _ => double.PositiveInfinity,
                _ => (Func<int[], double>)RowClassifier.Fit(features.Count, rows.Select(r => (r.Features, r.Class == c))).Score,
            })];
            return [.. test.Select(r => Array.ConvertAll(scorers, score => score(r.Features)))];
        }

        int Hits(double[][] scores, int wanted) => test.Zip(scores).Count(r => r.First.Class == wanted && Array.IndexOf(r.Second, r.Second.Max()) == wanted);
        double Precision(double[][] scores, int wanted) => Ranking.AveragePrecision(scores.Select(s => s[wanted]), test.Select(r => r.Class == wanted));
    }

    private sealed record Labelled(int[] Features, int Class);
}
