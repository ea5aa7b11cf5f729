using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Compares treatments of rare classes on one table.</summary>
internal sealed class TabularExperiment(MLContext mlContext, DelimitedFile file, LabelledTable table, TabularOptions options, CancellationToken cancellation)
{
    private const string ScoresName = "tabular.csv", QualityName = "quality.csv";
    private const double OneToThree = 1.0 / 3;
    private const int RowsCompared = 1500;

    private readonly IReadOnlyList<Downstream> _downstreams = Downstream.All(mlContext, table);
    private readonly IReadOnlyList<Treatment> _treatments = Chosen(Treatment.All(options.Preset, table.RowsOfClasses.Count, cancellation), options.Arms);

    /// <summary>Rows of other classes for each row of the most frequent one.</summary>
    public double Ratio { get; } = options.Ratio ?? (table.RowsOfClasses[^1].Rows.Length < OneToThree * table.RowsOfClasses[0].Rows.Length ? OneToThree : 1);

    /// <summary>Fits and tests every classifier with every treatment and seed; writes tabular.csv and quality.csv.</summary>
    public IReadOnlyList<TabularResult> Run(Stages stages)
    {
        string folder = OutputCheck.Folder(options.OutputFolder, [ScoresName, QualityName], options.DataFile);
        var results = new List<TabularResult>();
        for (int seed = 1; seed <= options.Seeds; seed++)
        {
            StratifiedSplit split = StratifiedSplit.Of(table, options.Preset.MostRows, seed);
            IDataView train = table.ToDataView(split.Train), test = table.ToDataView(split.Test);
            foreach (Treatment treatment in _treatments)
            {
                results.AddRange(stages.Run($"seed {seed}: {treatment.Name}", _ => Evaluate(treatment, train, test, seed).ToArray()));
                TabularCsv.WriteScores(Path.Combine(folder, ScoresName), results);
            }
            if (options.ExchangeFolder is { } exchanged)
            {
                var exchange = new RowExchange(exchanged, file, options.Columns);
                exchange.Write(seed, train, cancellation);
                if (exchange.Read(seed, train.Schema) is { } given)
                    results.AddRange(stages.Run($"seed {seed}: {RowExchange.Arm}", _ => Evaluate(new(RowExchange.Arm), given, test, seed).ToArray()));
                TabularCsv.WriteScores(Path.Combine(folder, ScoresName), results);
            }
            if (seed == 1)
                TabularCsv.WriteQuality(mlContext, Path.Combine(folder, QualityName), CompareRows(split, stages), options.QuoteFormulas);
        }
        return results;
    }

    private static IReadOnlyList<Treatment> Chosen(IReadOnlyList<Treatment> all, IReadOnlyList<string> names)
        => names.Count == 0 ? all : [.. names.Select(name => all.FirstOrDefault(t => t.Name == name) ?? throw new UserErrorException($"There is no arm '{name}' of such a table. There are: {string.Join(", ", all.Select(t => t.Name))}."))];

    /// <summary>Each learner's seconds are those of its own fit and of what all share.</summary>
    private IEnumerable<TabularResult> Evaluate(Treatment treatment, IDataView train, IDataView test, int seed)
    {
        cancellation.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        SeveralLearners.Fitted fitted = treatment.Estimator(mlContext, _downstreams, table.Label, SamplingStrategy.Ratio(Ratio), seed).Fit(train);
        double shared = Stopwatch.GetElapsedTime(started).TotalSeconds - fitted.Models.Sum(m => m.Seconds);
        double[] weights = [.. table.RowsOfClasses.Select(c => treatment.IsCutAtPrevalence ? c.Rows.Length : 1.0)];
        return _downstreams.Zip(fitted.Models, (downstream, model) =>
            new TabularResult(treatment.Name, downstream.Name, Ratio, seed, ClassScores.Of(mlContext, downstream.Probabilities(model.Model, test), downstream.Labels(test), weights), shared + model.Seconds));
    }

    /// <summary>New rows of the rarest class, made with the first seed, against real ones.</summary>
    private List<(string Augmentation, TableQualityReport Report)> CompareRows(StratifiedSplit split, Stages stages)
    {
        (string rarest, int[] rows) = table.RowsOfClasses[^1];
        IDataView all = table.ToDataView(split.Train), real = OfClass(split.Train), heldOut = OfClass(split.Test);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, long> { [rarest] = rows.Length + RowsCompared });
        var reports = new List<(string, TableQualityReport)>();
        foreach (Treatment treatment in _treatments.Where(a => a is { Sampler: not null, IsOfBothClasses: false }))
        {
            cancellation.ThrowIfCancellationRequested();
            reports.Add((treatment.Name, stages.Run($"quality: {treatment.Name}", _ =>
            {
                IDataView made = mlContext.Ple.GenerateRows(all, treatment.Options(table.Label, strategy, seed: 1));
                return mlContext.Ple.TableQuality(real, made, heldOut);
            })));
        }
        return reports;

        IDataView OfClass(int[] some) => table.ToDataView([.. some.Intersect(rows)]);
    }
}
