using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Which rows of a generation the next one is fitted to: by a choice among several, as people choose pictures, or by a verifier.</summary>
public sealed class Curation
{
    private const int MostRounds = 100;

    private readonly ITransformer _scorer;
    private readonly string _column;
    private readonly int _among;
    private readonly double? _threshold;

    private Curation(ITransformer scorer, string column, int among, double? threshold) => (_scorer, _column, _among, _threshold) = (scorer, column, among, threshold);

    /// <summary>Of every K rows that are made one is kept, with probabilities in proportion to e^score (Ferbach et al. 2024, arXiv 2407.09499).</summary>
    /// <param name="scorer">Adds a column of Single with the score.</param>
    /// <param name="among">K, 2 to 1000.</param>
    /// <param name="scoreColumnName">Of the column.</param>
    public static Curation Choice(ITransformer scorer, int among, string scoreColumnName = "Score")
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentOutOfRangeException.ThrowIfLessThan(among, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(among, 1000);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        return new(scorer, scoreColumnName, among, threshold: null);
    }

    /// <summary>Rows are kept that a verifier, any binary model of ML.NET over them, holds for good; more are made until there are enough (Yi et al. 2025).</summary>
    /// <param name="verifier">Adds a column of Single with the probability.</param>
    /// <param name="threshold">Least probability of a row that is kept, above 0 and at most 1.</param>
    /// <param name="probabilityColumnName">Of the column.</param>
    public static Curation Verifier(ITransformer verifier, double threshold = 0.5, string probabilityColumnName = "Probability")
    {
        ArgumentNullException.ThrowIfNull(verifier);
        if (!(threshold is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold of a verifier lies above 0 and is at most 1.");
        ArgumentException.ThrowIfNullOrEmpty(probabilityColumnName);
        return new(verifier, probabilityColumnName, among: 1, threshold);
    }

    internal string Text => _threshold is { } threshold ? $"verifier {threshold:r}" : $"choice among {_among}";

    /// <summary>As many rows as are asked for.</summary>
    /// <param name="environment">Of the views.</param>
    /// <param name="generator">Makes the rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Of the rows and the choice.</param>
    /// <param name="inMemory">Keeps a view's rows.</param>
    /// <exception cref="InvalidOperationException">The verifier keeps next to none.</exception>
    internal IDataView Pick(IHostEnvironment environment, IRowGenerator generator, long count, int seed, Func<IDataView, IDataView> inMemory)
    {
        if (_threshold is not { } threshold)
        {
            IDataView candidates = inMemory(generator.Generate(checked(count * _among), seed));
            return new RepeatedRows(environment, candidates, Chosen(Scores(candidates), seed));
        }
        for (long made = 2 * count; ; made *= 2) // the rows of a larger set begin with those of a smaller one
        {
            IDataView candidates = inMemory(generator.Generate(made, seed));
            float[] scores = Scores(candidates);
            int[] kept = new int[scores.Length];
            long found = 0;
            for (int i = 0; i < kept.Length && found < count; i++)
                found += kept[i] = scores[i] >= threshold ? 1 : 0;
            if (found == count)
                return new RepeatedRows(environment, candidates, kept);
            if (made >= MostRounds * count)
                throw Contracts.Except($"The verifier keeps {found} of {made} rows, and {count} are asked for: lower its threshold ({threshold}).");
        }
    }

    private float[] Scores(IDataView candidates)
    {
        float[] scores = [.. _scorer.Transform(candidates).GetColumn<float>(_column)];
        int wrong = Array.FindIndex(scores, score => !float.IsFinite(score));
        if (wrong >= 0)
            throw Contracts.Except($"Column '{_column}' of the rows to be curated holds {scores[wrong]} in row {wrong}: a scorer has to give a finite number for each row.");
        return scores;
    }

    private int[] Chosen(float[] scores, int seed)
    {
        int[] chosen = new int[scores.Length];
        int choiceSeed = Seeds.Derive(seed, SeedPurpose.CurationChoice);
        for (int first = 0; first < scores.Length; first += _among)
        {
            Span<float> group = scores.AsSpan(first, _among);
            float highest = TensorPrimitives.Max(group);
            double total = 0;
            foreach (float score in group)
                total += Math.Exp(score - highest);
            double place = CounterRandom.Uniform(choiceSeed, first, stream: 0) * total;
            int index = 0;
            while (index + 1 < _among && (place -= Math.Exp(group[index] - highest)) >= 0)
                index++;
            chosen[first + index] = 1;
        }
        return chosen;
    }
}
