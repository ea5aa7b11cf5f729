using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// Keeps of another sampler's rows those that look like their class: a classifier, fitted on the real rows to tell the class from all others, must
/// score them above the class's prevalence among those rows. It is logistic regression on bins of each column and each pair of columns. Up to four
/// times the rows asked for are drawn; where too few of them are plausible, the ones that score highest fill up.
/// </summary>
/// <param name="inner">Makes the rows.</param>
public sealed class PlausibleSampling(RowSampling inner) : RowSampling
{
    private const int DrawsForEachRow = 4;
    private const int MostRowsOfAKind = 10_000;

    /// <summary>Over the rows of a <see cref="GeneratorSampling"/> with its defaults.</summary>
    public PlausibleSampling() : this(new GeneratorSampling())
    {
    }

    /// <summary>Makes the rows.</summary>
    public RowSampling Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    internal override void Validate() => Inner.Validate();

    internal override IRowSampler Fit(IHost host, KeptTable table, int seed)
        => new Sampler(host, table, new ClassRows(table), Inner.Fit(host, table, seed), seed);

    private sealed class Sampler(IHost host, KeptTable table, ClassRows real, IRowSampler inner, int seed) : IRowSampler
    {
        private readonly TableCondition _classes = table.Layout.Condition!;

        public IDataView Sample(int classIndex, long count)
        {
            int[] others = [.. Enumerable.Range(0, _classes.Categories.Count).Where(c => c != classIndex).SelectMany(c => real[c])];
            if (others.Length == 0)
                return inner.Sample(classIndex, count);
            FieldTable drawn = FieldTable.Load(host, inner.Sample(classIndex, DrawsForEachRow * count), table.Layout);
            double[] scores = Score(drawn, Some(real[classIndex]), Some(others));
            int[] best = [.. Enumerable.Range(0, drawn.Count).OrderByDescending(r => Math.Min(scores[r], 0)).Take((int)count).Order()];
            using IChannel channel = host.Start("PlausibleRows");
            channel.Info($"Class {Quoted.Value(_classes.Categories[classIndex])}: {scores.Count(s => s > 0) / (double)scores.Length:P0} of {scores.Length} rows drawn are plausible.");
            return new TableView(host, table.Layout, new ChosenRows(drawn, best));
        }

        public void Dispose() => inner.Dispose();

        /// <summary>Log-odds of the class, less those of its prevalence.</summary>
        private double[] Score(FieldTable drawn, int[] members, int[] others)
        {
            var features = new BinnedFeatures(table.Encoding);
            (int[], bool)[] rows = [.. members.Select(r => (features.Of(table.Rows[r]), true)), .. others.Select(r => (features.Of(table.Rows[r]), false))];
            RowClassifier classifier = RowClassifier.Fit(features.Count, rows);
            double prevalence = Math.Log((double)members.Length / others.Length);
            return [.. Enumerable.Range(0, drawn.Count).Select(r => classifier.Score(features.Of(drawn[r])) - prevalence)];
        }

        private int[] Some(int[] rows)
        {
            if (rows.Length <= MostRowsOfAKind)
                return rows;
            int[] chosen = [.. rows];
            new Random(Seeds.Derive(seed, SeedPurpose.ClassifierRows)).Shuffle(chosen);
            return chosen[..MostRowsOfAKind];
        }
    }
}
