using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Tabular;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Samples.Imbalance;

/// <summary>Chooses a classifier for a table, for each seed; with rows set apart, measures each candidate and ML.NET's defaults on them as well.</summary>
internal sealed class ImbalanceExperiment(LabelledTable table, BestClassifierOptions template, int? rows, double testShare)
{
    public const string CsvName = "imbalance.csv", PageName = "imbalance.html", ModelName = "model.zip";

    /// <returns>What the first seed's choice says.</returns>
    public ClassifierReport Run(int firstSeed, int seeds, string folder, Stages stages, CancellationToken cancellation)
    {
        OutputCheck.Folder(folder, [CsvName, PageName, ModelName]);
        var results = new List<ImbalanceResult>();
        ClassifierReport? report = null;
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            var mlContext = new MLContext(seed);
            (IDataView training, IDataView? test) = Parts(seed);
            using BestClassifierTransformer best = stages.Run($"seed {seed}: comparing classifiers", _ => mlContext.Ple.BestClassifier(Options(seed, stages, cancellation)).Fit(training));
            results.AddRange(best.Report.Candidates.Where(c => c.Failure is null).Select(c => new ImbalanceResult("candidate", c.Name, seed, c.Metrics, c.Cut, c.Seconds)));
            if (test is not null)
                results.AddRange(stages.Run($"seed {seed}: rows set apart", _ => OnTest(mlContext, seed, training, test, best).ToArray()));
            ImbalanceCsv.Write(Path.Combine(folder, CsvName), results);
            if (report is not null)
                continue;
            report = best.Report;
            AtomicFile.WriteLines(Path.Combine(folder, PageName), [report.ToHtml($"{table.Label}: what to do about its imbalance")]);
            AtomicFile.Write(Path.Combine(folder, ModelName), file => mlContext.Model.Save(best, training.Schema, file));
        }
        return report!;
    }

    /// <summary>As many training rows as are asked for, all others set apart; each class as often in both.</summary>
    private (IDataView Training, IDataView? Test) Parts(int seed)
    {
        double share = 1 - testShare;
        if (rows is { } most)
            share = Math.Min(share, most / (double)table.RowsOfClasses.Sum(c => (long)c.Rows.Length));
        if (share >= 1)
            return (table.ToDataView(), null);
        var (training, test) = (new List<int>(), new List<int>());
        var random = new Random(seed);
        foreach ((_, int[] members) in table.RowsOfClasses)
        {
            int[] drawn = [.. members];
            random.Shuffle(drawn);
            int kept = (int)Math.Round(share * drawn.Length);
            training.AddRange(drawn[..kept]);
            test.AddRange(drawn[kept..]);
        }
        return (table.ToDataView([.. training.Order()]), testShare == 0 ? null : table.ToDataView([.. test.Order()]));
    }

    private BestClassifierOptions Options(int seed, Stages stages, CancellationToken cancellation) => new()
    {
        LabelColumnName = table.Label, TargetColumnName = template.TargetColumnName, Metric = template.Metric, Goal = template.Goal, Folds = template.Folds, BudgetSeconds = template.BudgetSeconds,
        ExcludedColumnNames = template.ExcludedColumnNames, FitsEveryCandidate = testShare > 0, Seed = seed, CancellationToken = cancellation, Progress = new Said(stages),
    };

    private IEnumerable<ImbalanceResult> OnTest(MLContext mlContext, int seed, IDataView training, IDataView test, BestClassifierTransformer best)
    {
        string positive = $"{best.Report.Profile.Classes[^1].Key}";
        yield return Measure("chosen", best.Report.Candidates.Single(c => c.IsChosen).Name, best.Transform(test), best.Cut, 0);
        foreach ((string name, TransformerChain<ITransformer> model) in best.Fitted)
            yield return Measure("test", name, model.Transform(test), best.Report.Candidates.Single(c => c.Name == name).Cut, 0);
        foreach (Downstream learner in Downstream.Defaults(mlContext, table))
        {
            long started = Stopwatch.GetTimestamp();
            yield return Measure("default", learner.Name, learner.Pipeline(weight: null).Fit(training).Transform(test), 0.5, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        ImbalanceResult Measure(string arm, string name, IDataView scored, double cut, double seconds)
        {
            var options = new EvaluationOptions { LabelColumnName = table.Label, Resamples = 0 };
            ClassificationReport report = table.RowsOfClasses.Count > 2 ? mlContext.Ple.EvaluateClassification(scored, options) : mlContext.Ple.EvaluateClassification(Named(scored, cut), new EvaluationOptions { Resamples = 0 });
            return new(arm, name, seed, Enum.GetValues<ClassMetric>().ToDictionary(m => m, m => report[m].Value), cut, seconds);
        }

        IDataView Named(IDataView scored, double cut) => mlContext.Data.LoadFromEnumerable(scored.GetColumn<float>("Probability")
            .Zip(test.GetColumn<string>(table.Label), (p, label) => new Row { Label = label == positive, Probability = p, PredictedLabel = p >= (float)cut }).ToArray());
    }

    private sealed class Said(Stages stages) : IProgress<CandidateResult>
    {
        public void Report(CandidateResult value) => stages.Say(value.Failure is { } failure ? $"{value.Name}: {failure}"
            : FormattableString.Invariant($"{value.Name}: average precision {value.Metrics[ClassMetric.AveragePrecision]:0.000}, log-loss {value.Metrics[ClassMetric.LogLoss]:0.0000}; {value.Seconds:0.0} s"));
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }
    }
}
