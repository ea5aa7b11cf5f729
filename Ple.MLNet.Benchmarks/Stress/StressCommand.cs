using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;

namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>
/// Fits of every kind, rows read by cursors and prediction engines, and scores, beside threads that allocate and threads that force full
/// collections. Everything is done once in quiet first: each row must come out the same beside the noise.
/// </summary>
internal static class StressCommand
{
    private const int TrainingRows = 400, GeneratedRows = 3400, EngineRows = 100;

    /// <param name="minutes">A round of all kinds that has begun is ended.</param>
    /// <param name="allocating">Threads that allocate.</param>
    /// <param name="collecting">Threads that collect.</param>
    /// <returns>0 where nothing failed and no row differed.</returns>
    public static int Run(double minutes, int allocating, int collecting)
    {
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(StressRow.Sample(TrainingRows, seed: 3));
        IDataView input = ml.Data.LoadFromEnumerable(StressRow.Sample(GeneratedRows, seed: 4));
        var clock = Stopwatch.StartNew();
        Dictionary<(StressKind, bool, int), StressOutcome> quiet = [];
        foreach (StressKind kind in StressKind.All)
        {
            foreach ((bool byDefault, int seed) in Cases())
                quiet[(kind, byDefault, seed)] = Fit(ml, kind, rows, input, byDefault, seed);
        }
        Console.WriteLine($"Quiet runs: {clock.Elapsed.TotalSeconds:0} s. Now beside {allocating} allocating and {collecting} collecting threads.");

        StressTally[] tallies = [.. StressKind.All.Select(k => new StressTally(k.Name))];
        clock.Restart();
        using var noise = new BusyThreads(allocating, collecting);
        while (clock.Elapsed.TotalMinutes < minutes)
        {
            foreach ((StressKind kind, StressTally tally) in StressKind.All.Zip(tallies))
            {
                foreach ((bool byDefault, int seed) in Cases().Append((false, 11)).Append((false, 12)).Append((false, 11)))
                    Try(tally, byDefault, () => (Fit(ml, kind, rows, input, byDefault, seed), quiet[(kind, byDefault, seed)]));
            }
            Console.WriteLine($"{clock.Elapsed.TotalMinutes:0.0} minutes, {noise.Collections:N0} forced collections\n{StressTally.Header}");
            Array.ForEach(tallies, Console.WriteLine);
        }
        var all = new StressTally("all");
        Array.ForEach(tallies, all.Add);
        Console.WriteLine(all);
        return all.IsClean ? 0 : 1;
    }

    /// <summary>One fit by default options, and two quick ones: an odd and an even seed.</summary>
    private static IEnumerable<(bool ByDefault, int Seed)> Cases() => [(true, 10), (false, 11), (false, 12)];

    private static void Try(StressTally tally, bool byDefault, Func<(StressOutcome, StressOutcome)> run)
    {
        try
        {
            (StressOutcome outcome, StressOutcome quiet) = run();
            tally.Add(outcome, quiet, byDefault);
        }
        catch (Exception e) // whatever it is, it is what this command looks for
        {
            tally.AddFailure(e, byDefault);
        }
    }

    private static StressOutcome Fit(MLContext ml, StressKind kind, IDataView rows, IDataView input, bool byDefault, int seed)
    {
        ITransformer fitted = kind.Fit(ml, rows, byDefault, seed);
        using var native = fitted as IDisposable;
        IDataView made = StressKind.Rows(fitted, input, GeneratedRows);
        var fingerprints = new List<long>(Read(ml, made).Select(r => r.Fingerprint()));
        if (fitted is PleGenerativeTransformer generator) // an engine that is disposed takes its model with it
        {
            PredictionEngine<StressRow, StressRow> engine = ml.Model.CreatePredictionEngine<StressRow, StressRow>(
                generator, ignoreMissingColumns: true, inputSchemaDefinition: null, outputSchemaDefinition: null);
            foreach (StressRow row in Read(ml, input).Take(EngineRows))
                fingerprints.Add(engine.Predict(row).Fingerprint());
        }
        var fid = ml.Ple.FidScorer(new() { FeatureColumnName = nameof(StressRow.Embedding), Seed = 1 }).Fit(rows).Score(made);
        return new([.. fingerprints], [fid.Fid, fid.Scores.Kid ?? 0]);
    }

    private static IEnumerable<StressRow> Read(MLContext ml, IDataView view) => ml.Data.CreateEnumerable<StressRow>(view, reuseRowObject: false, ignoreMissingColumns: true);
}
