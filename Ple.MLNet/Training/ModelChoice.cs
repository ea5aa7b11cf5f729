using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Chooses the model of a table by rows that candidates were not fitted to.</summary>
internal sealed class ModelChoice(IHost host, GenerativeTrainerOptions options, AutomaticModelOptions automatic, int seed)
{
    private const int Folds = 4, RowsOfVae = 500, MostRowsOfVae = 50_000, MostRowsCompared = 5_000;

    /// <summary>All candidates; one is chosen.</summary>
    public IReadOnlyList<ModelTrial> Run(IDataView input, Device device)
    {
        (IDataView training, IDataView heldOut, int rows) = Split(input);
        var trials = new List<ModelTrial>();
        foreach (GenerativeModelOptions candidate in automatic.Candidates ?? Default(rows))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            trials.Add(Try(candidate, training, heldOut, device));
        }
        ModelTrial chosen = trials.Where(t => t.Failure is null).MinBy(t => Math.Max(0.5, t.TwoSampleAuc ?? 0.5))
            ?? throw host.Except("No model could be fitted: " + string.Join("; ", trials.Select(t => $"{Name(t.Model)} ({t.Failure})")) + ".");
        trials[trials.IndexOf(chosen)] = chosen with { IsChosen = true };
        using IChannel channel = host.Start("Choice of a model");
        foreach (ModelTrial trial in trials)
            channel.Info(string.Create(CultureInfo.InvariantCulture, $"{(trial.IsChosen ? "chosen: " : "")}{Name(trial.Model)}: {trial.Failure ?? $"two-sample AUC {trial.TwoSampleAuc:0.000} ± {trial.TwoSampleAucError:0.000}, {trial.Seconds:0.0} s"}"));
        return trials;
    }

    private static IEnumerable<GenerativeModelOptions> Default(int rows) =>
        [new AdversarialForestOptions(), new SequentialTreesOptions(), new MixedMixtureOptions(), .. rows is >= RowsOfVae and <= MostRowsOfVae ? [GenerativeTrainerOptions.DefaultOfTables] : Array.Empty<GenerativeModelOptions>()];

    private ModelTrial Try(GenerativeModelOptions candidate, IDataView training, IDataView heldOut, Device device)
    {
        long started = Stopwatch.GetTimestamp();
        double Seconds() => Stopwatch.GetElapsedTime(started).TotalSeconds;
        try
        {
            GenerativeTrainerOptions own = options.WithModel(candidate);
            TrainingRows rows = new TrainingRowsReader(host, own, seed).Read(training);
            (FittedModel fitted, TrainingSummary summary) = new GeneratorTraining(host, own, seed).Run(rows, device);
            using var generator = new PleGenerativeTransformer(host, rows.Codec, fitted, own.Sampling.Output, seed, summary);
            double seconds = Seconds();
            IDataView made = ((IRowGenerator)generator).Generate(heldOut.GetRowCount()!.Value, Seeds.Derive(seed, SeedPurpose.ClassifierRows));
            (double? auc, double? error) = TwoSample(training, made, heldOut);
            return new(candidate, auc, error, seconds, Failure: null, IsChosen: false);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return new(candidate, null, null, Seconds(), e.Message, IsChosen: false);
        }
    }

    private (double? Auc, double? Error) TwoSample(IDataView training, IDataView made, IDataView heldOut)
    {
        (TableEncoding encoding, _) = TableEncoder.Fit(host, training, new()
        {
            ExcludedColumnNames = options.ExcludedColumnNames, MaximumCategories = options.MaximumCategories, Seed = Seeds.Derive(seed, SeedPurpose.TableEncoding),
        }, MostRowsCompared);
        return TwoSampleTest.Of(encoding, FieldTable.Load(host, made, encoding, MostRowsCompared), FieldTable.Load(host, heldOut, encoding, MostRowsCompared), MostRowsCompared);
    }

    private (IDataView Training, IDataView HeldOut, int Rows) Split(IDataView input)
    {
        if (options.ConditionColumnName is { } condition)
        {
            var folds = new StratifiedFolds(host, input, condition, Folds, groupColumnName: null, seed);
            return (folds.Training(0), folds.HeldOut(0), folds.FoldOfRow.Length);
        }
        int rows = 0;
        using (DataViewRowCursor cursor = input.GetRowCursor([]))
        {
            while (cursor.MoveNext())
                rows++;
        }
        if (rows < Folds)
            throw host.Except($"{rows} rows are too few to choose a model by: name one as {nameof(options.Model)}.");
        int[] fold = [.. Enumerable.Range(0, rows).Select(r => r % Folds)];
        new Random(seed).Shuffle(fold);
        return (new RepeatedRows(host, input, Array.ConvertAll(fold, f => f == 0 ? 0 : 1)), new RepeatedRows(host, input, Array.ConvertAll(fold, f => f == 0 ? 1 : 0)), rows);
    }

    private static string Name(GenerativeModelOptions model) => ModelKinds.Known.NameOf(model.GetType()) ?? model.GetType().Name;
}
