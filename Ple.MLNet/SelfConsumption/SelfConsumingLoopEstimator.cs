using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;

namespace Ple.MLNet.SelfConsumption;

/// <summary>
/// Trains a model on its own output, generation after generation: generation 0 is fitted to the real rows, each later one to what the options put together of rows that
/// generations before have made. For any estimator whose transformer is an <see cref="IRowGenerator"/>. Made by <c>mlContext.Ple.SelfConsumingLoop(...)</c>. Holds no data.
/// </summary>
/// <remarks>With <see cref="GenerationData.Replace"/> the real rows are read by the fit of generation 0 alone, and by nothing after it: metrics read views of their own.</remarks>
public sealed class SelfConsumingLoopEstimator<TTransformer> : IEstimator<SelfConsumingLoopTransformer<TTransformer>>
    where TTransformer : class, ITransformer
{
    private readonly IHost _host;
    private readonly MLContext _mlContext;
    private readonly Func<int, TTransformer?, IEstimator<TTransformer>> _estimatorOf;
    private readonly SelfConsumingLoopOptions _options;
    private readonly int _seed;

    internal SelfConsumingLoopEstimator(MLContext mlContext, Func<int, TTransformer?, IEstimator<TTransformer>> estimatorOf, SelfConsumingLoopOptions options)
    {
        _host = ((IHostEnvironment)mlContext).Register("SelfConsumingLoop");
        _host.CheckValue(estimatorOf, nameof(estimatorOf));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_mlContext, _estimatorOf, _options, _seed) = (mlContext, estimatorOf, options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Runs the loop. Transformers of generations but the last are disposed of where they can be.</summary>
    /// <exception cref="InvalidOperationException">The estimator's transformer is no <see cref="IRowGenerator"/>, or fresh rows are fewer than asked for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by a token of the options.</exception>
    public SelfConsumingLoopTransformer<TTransformer> Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var sets = new ViewSets(_host, _seed);
        long real = sets.Count(input), rows = _options.Rows ?? real;
        if (real == 0)
            throw _host.Except("The table has no rows.");
        GenerationStore<TTransformer>? store = _options.Folder is { } folder ? new(_mlContext, folder, _options, rows, _seed) : null;
        var history = new List<GenerationScores>();
        TTransformer? last = null;
        try
        {
            new ConsumingLoop<TTransformer, IDataView>(_options.Data, sets, rows, (generation, count) => Fresh(sets, generation, count))
                .Run(_options.Generations, input, Estimate, (generation, model, count) => Make(model, generation, count));
            return new(last!, new(history));
        }
        catch
        {
            (last as IDisposable)?.Dispose();
            throw;
        }

        TTransformer Estimate(int generation, IDataView data)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            if (store?.Read(generation) is { } kept)
            {
                Become(kept.Model);
                history.Add(kept.Scores);
                return kept.Model;
            }
            long started = Stopwatch.GetTimestamp();
            long count = generation == 0 ? real : sets.Count(data);
            TTransformer model = EstimatorOf(generation, last).Fit(generation > 0 && _options.RealWeight is { } weight
                ? weight.Apply(_mlContext, data, count - (rows - _options.Data.RealOf(rows)), count, SeedOf(generation, SeedPurpose.RealWeight))
                : data);
            Become(model);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var scores = new GenerationScores(generation, count, seconds, Score(model, generation, _options.ScoredRows ?? rows));
            history.Add(scores);
            store?.Write(model, data.Schema, scores);
            _options.Progress?.Report(scores);
            return model;
        }

        void Become(TTransformer model)
        {
            if (!ReferenceEquals(model, last))
                (last as IDisposable)?.Dispose();
            last = model;
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => EstimatorOf(0, null).GetOutputSchema(inputSchema);

    private IEstimator<TTransformer> EstimatorOf(int generation, TTransformer? before)
        => _estimatorOf(generation, before) ?? throw _host.Except($"The function that gives each generation's estimator gave none for generation {generation}.");

    private Dictionary<string, double?> Score(TTransformer model, int generation, long rows)
    {
        if (_options.Metrics.Count == 0)
            return [];
        IDataView made = _mlContext.Data.Cache(Generator(model).Generate(rows, SeedOf(generation, SeedPurpose.ScoredRows)));
        return _options.Metrics.ToDictionary(m => m.Name, m => m.Score(model, made));
    }

    private IDataView Make(TTransformer model, int generation, long count)
    {
        int seed = SeedOf(generation, SeedPurpose.GenerationRows);
        if (_options.ClassMix is { } mix)
        {
            return InMemory((model as IClassRowGenerator ?? throw _host.Except($"A {model.GetType().Name} makes no rows by class: leave {nameof(SelfConsumingLoopOptions.ClassMix)} out."))
                .Generate(Counts(mix, count), seed));
        }
        return _options.Curation is { } curation
            ? curation.Pick(_host, Generator(model), count, seed, InMemory)
            : InMemory(Generator(model).Generate(count, seed));
    }

    /// <summary>Whole rows that add up: by the largest remainders.</summary>
    private static Dictionary<object, long> Counts(IReadOnlyDictionary<object, double> mix, long count)
    {
        Dictionary<object, long> counts = mix.ToDictionary(m => m.Key, m => (long)Math.Floor(m.Value * count));
        foreach (object name in mix.OrderByDescending(m => m.Value * count - Math.Floor(m.Value * count)).Select(m => m.Key).Take((int)(count - counts.Values.Sum())))
            counts[name]++;
        return counts;
    }

    private IDataView Fresh(ViewSets sets, int generation, long count)
    {
        IDataView rows = _options.FreshRows!(generation, count);
        long found = sets.Count(rows);
        return found >= count ? sets.Take(rows, count)
            : throw _host.Except($"Generation {generation} takes {count} fresh rows; {nameof(SelfConsumingLoopOptions.FreshRows)} gave {found}.");
    }

    /// <summary>Read once now: the model that makes the rows is gone when they are read again.</summary>
    private IDataView InMemory(IDataView rows)
    {
        IDataView cached = _mlContext.Data.Cache(rows);
        using DataViewRowCursor cursor = cached.GetRowCursor(cached.Schema);
        while (cursor.MoveNext())
        {
        }
        return cached;
    }

    private int SeedOf(int generation, SeedPurpose purpose) => Seeds.Derive(_seed, purpose, generation);

    private IRowGenerator Generator(TTransformer model) => model as IRowGenerator ?? throw _host.Except(
        $"A {model.GetType().Name} makes no rows of its own: a self-consuming loop takes an estimator whose transformer implements {nameof(IRowGenerator)}.");
}
