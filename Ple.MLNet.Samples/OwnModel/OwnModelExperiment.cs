using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.Terminal;
using Ple.MLNet.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>Every method on the same points; one model is saved, and loaded again by another process.</summary>
internal sealed class OwnModelExperiment
{
    /// <summary>Points held out, and points generated.</summary>
    public const int ScoredRows = 2000;

    private const int TrainingRows = 2000, FirstSeed = 1, HeldOutSeed = 1000;

    private readonly MLContext _mlContext = new(seed: FirstSeed);
    private readonly int _steps;
    private readonly string _modelPath;
    private readonly FidTransformer _scorer;

    public OwnModelExperiment(int steps, string modelPath)
    {
        (_steps, _modelPath) = (steps, modelPath);
        RectifiedFlowOptions.Register();
        HeldOut = TwoMoons.Make(_mlContext, ScoredRows, HeldOutSeed);
        _scorer = _mlContext.Ple.FidScorer(TwoMoons.ColumnName).Fit(HeldOut);
    }

    public IDataView HeldOut { get; }

    /// <exception cref="InvalidOperationException">The saved model makes other points in another process.</exception>
    public IReadOnlyList<OwnModelResult> Run(int seeds, Stages stages, CancellationToken cancellation)
    {
        var results = new List<OwnModelResult>();
        for (int seed = FirstSeed; seed < FirstSeed + seeds; seed++)
        {
            IDataView real = TwoMoons.Make(_mlContext, TrainingRows, seed);
            foreach (OwnModelMethod method in OwnModelMethod.All)
                results.Add(stages.Run($"{method.Label}, seed {seed}", progress => Fit(method, real, seed, progress, cancellation)));
        }
        return results;
    }

    private OwnModelResult Fit(OwnModelMethod method, IDataView real, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(
            method.Options(_steps, seed, new Share(progress), cancellation)).Fit(real);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        IDataView made = generator.Generate(ScoredRows);
        float[][] rows = TwoMoons.Read(made);
        if (method.Name == OwnModelMethod.SavedName && seed == FirstSeed)
        {
            ModelFile.Save(_modelPath, _mlContext, generator, real.Schema);
            CheckSame(rows, OtherProcess.ReadRows(_modelPath, ScoredRows, cancellation).GetAwaiter().GetResult());
        }
        return new(method, seed, _scorer.Score(made).Scores, seconds, rows);
    }

    private static void CheckSame(float[][] here, float[][] there)
    {
        if (here.Length != there.Length || here.Zip(there).Any(pair => !pair.First.SequenceEqual(pair.Second)))
            throw new InvalidOperationException("The saved model makes other points in another process.");
    }

    private sealed class Share(IProgress<double> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report((double)value.Step / value.Steps);
    }
}
