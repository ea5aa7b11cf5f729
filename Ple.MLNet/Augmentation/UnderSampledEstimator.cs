using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Fits any estimator on a random part of the rows, in which no class has more than so many rows for each of the rarest; on a large table that is faster, and costs little. Probabilities of the model
/// are those of the part: correct them by <c>mlContext.Ple.PriorCorrected</c>.</summary>
public sealed class UnderSampledEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private readonly IHost _host;
    private readonly IEstimator<TTransformer> _inner;
    private readonly string _label;
    private readonly double _ratio;
    private readonly bool _isBag;
    private readonly int _seed;

    /// <param name="environment">Of errors and seeds.</param>
    /// <param name="inner">The estimator.</param>
    /// <param name="label">The column of the classes.</param>
    /// <param name="majorityToMinority">Most rows of a class for each row of the rarest.</param>
    /// <param name="seed">Of the draws; null takes the environment's.</param>
    /// <param name="isBag">Rows are drawn with replacement, of every class: a bag of a balanced bagging.</param>
    internal UnderSampledEstimator(IHostEnvironment environment, IEstimator<TTransformer> inner, string label, double majorityToMinority, int? seed, bool isBag = false)
    {
        _host = environment.Register(nameof(UnderSampledEstimator<TTransformer>));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckNonEmpty(label, nameof(label));
        if (!(majorityToMinority is >= 1 and <= 1e9))
            throw new ArgumentOutOfRangeException(nameof(majorityToMinority), majorityToMinority, "A class keeps at least as many rows as the rarest has: the ratio must be 1 or more.");
        (_inner, _label, _ratio, _isBag, _seed) = (inner, label, majorityToMinority, isBag, seed ?? _host.Rand.Next());
    }

    /// <summary>Draws the rows, and fits the inner estimator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there or cannot be one.</exception>
    public TTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return _inner.Fit(new RepeatedRows(_host, input, Times(input)));
    }

    /// <summary>The inner estimator's output schema.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);

    /// <summary>Rows without a class are left out.</summary>
    private int[] Times(IDataView input)
    {
        (TableCondition classes, int[] rows) = ConditionReader.ReadAll(_host, input, _label);
        int most = (int)Math.Min(rows.Length, Math.Round(_ratio * classes.Counts.Min()));
        int[] times = new int[rows.Length];
        var random = new Random(Seeds.Derive(_seed, SeedPurpose.UnderSampling));
        foreach (IGrouping<int, int> members in Enumerable.Range(0, rows.Length).Where(r => rows[r] >= 0).GroupBy(r => rows[r]).OrderBy(g => g.Key))
        {
            int[] order = [.. members];
            int kept = Math.Min(most, order.Length);
            if (!_isBag)
                random.Shuffle(order);
            for (int i = 0; i < kept; i++)
                times[order[_isBag ? random.Next(order.Length) : i]]++;
        }
        return times;
    }
}
