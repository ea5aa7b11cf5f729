using Microsoft.ML;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Runs the loop for each seed, kind and method; the CSV file grows with each loop that is done.</summary>
internal sealed class ConsumptionExperiment(MLContext mlContext, IConsumptionSubject subject, SelfConsumeOptions options)
{
    public const string CsvName = "self-consume.csv", PageName = "self-consume.html";

    public IReadOnlyList<ConsumptionResult> Run(Stages stages, CancellationToken cancellation)
    {
        string folder = OutputCheck.Folder(options.OutputFolder, [CsvName, PageName, .. Figures.FigureFiles.Names(ConsumptionFigure.Name), .. subject.Pictures(options.Methods, options.Kinds)]);
        var results = new List<ConsumptionResult>();
        for (int seed = options.FirstSeed; seed < options.FirstSeed + options.Seeds; seed++)
        {
            ConsumptionTask task = subject.Task(seed, folder, cancellation);
            foreach (ConsumptionKind kind in options.Kinds)
            {
                foreach (string method in options.Methods)
                {
                    ConsumptionHistory history = stages.Run($"seed {seed}: {kind.Name}, {method}", progress => Loop(task, kind, method, seed, progress, cancellation));
                    results.AddRange(history.Generations.Select(scores => new ConsumptionResult(subject.Model, method, kind.Name, seed, scores)));
                    ConsumptionCsv.Write(Path.Combine(folder, CsvName), results);
                    if (seed == options.FirstSeed && kind == options.Kinds[0] && method == options.Methods[^1])
                        AtomicFile.WriteLines(Path.Combine(folder, PageName), [history.ToHtml($"{subject.Model} on its own rows: {kind.Name}, {method}, seed {seed}")]);
                }
            }
        }
        foreach (string warning in subject.Warnings)
            stages.Say($"warning: {warning}");
        ConsumptionFigure.Save(Path.Combine(folder, ConsumptionFigure.Name), results);
        stages.Say($"results are in {folder}");
        return results;
    }

    private ConsumptionHistory Loop(ConsumptionTask task, ConsumptionKind kind, string method, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        using SelfConsumingLoopTransformer<ITransformer> loop = mlContext.Ple.SelfConsumingLoop<ITransformer>((generation, before) => task.Estimator(method, generation, before), new()
        {
            Generations = options.Generations,
            Data = kind.Data,
            FreshRows = kind.Data.Real == Estimation.RealRows.Fresh ? task.FreshRows : null,
            Metrics = task.Metrics,
            ScoredRows = task.ScoredRows,
            Seed = seed,
            Progress = new Told(progress, options.Generations, scores => task.Draw?.Invoke(kind.Name, method, scores)),
            CancellationToken = cancellation,
        }).Fit(task.Training);
        return loop.History;
    }

    private sealed class Told(IProgress<double> progress, int generations, Action<GenerationScores> draw) : IProgress<GenerationScores>
    {
        public void Report(GenerationScores value)
        {
            progress.Report((value.Generation + 1.0) / (generations + 1));
            draw(value);
        }
    }
}
