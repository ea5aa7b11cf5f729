using System.Diagnostics;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Samples.SelfConsume;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary>Fits of one model by more and more steps, from the same start and in the same order of rows: how good its images get, and when.</summary>
internal sealed class LearningCurveExperiment(MLContext mlContext)
{
    public const string CsvName = "learning-curve.csv";

    private const int SheetColumns = 16, SheetImages = 4 * SheetColumns;

    /// <summary>Writes a CSV file that grows with each fit, a figure, and a sheet of the first seed's images for each method.</summary>
    public IReadOnlyList<LearningPoint> Run(LearningCurveOptions options, Stages stages, CancellationToken cancellation)
    {
        ImageFolder images = stages.Run("reading images", _ => ImageFolder.Read(options.DataFolder));
        IReadOnlyList<GeneratorMethod> methods = GeneratorMethod.Of(options.Methods, mlContext, options.Model, options.Preset);
        string folder = OutputCheck.Folder(options.OutputFolder, [CsvName, .. FigureFiles.Names(LearningCurveFigure.Name), .. methods.Select(SheetName)], ImageFolder.Files(options.DataFolder));
        ImbalancedTask Select(int seed) => ImbalancedTask.Select(images, options.Pair.Majority, options.Pair.Minority, options.ImbalanceRatio, options.Preset.MajorityRows, seed, options.Pair.AmongAll);
        ImbalancedTask tuning = Select(ImbalancedTask.TuningSeed);
        stages.Say($"{tuning.Training.Count} training images of {tuning.Classes.Length} classes");
        using OracleCommittee oracles = OracleCommittee.Train(mlContext, images, options.Preset.Oracles, options.Cache, stages, cancellation);
        var points = new List<LearningPoint>();
        for (int seed = options.FirstSeed; seed < options.FirstSeed + options.Seeds; seed++)
        {
            ImbalancedTask task = Select(seed);
            var scoring = new GenerationScoring(mlContext, oracles.Members, task, options.Preset.ScoredRowsPerClass);
            foreach (GeneratorMethod method in methods)
            {
                var blocks = new List<SheetBlock>();
                foreach (int steps in options.Steps)
                {
                    points.Add(stages.Run($"seed {seed}: {method.Name}, {steps} steps", _ => Fit(method, task, tuning, steps, seed, options, scoring, cancellation)));
                    AtomicFile.WriteLines(Path.Combine(folder, CsvName), [LearningPoint.Header, .. points.Select(p => p.Line)]);
                    if (seed != options.FirstSeed)
                        continue;
                    blocks.Add(new(FormattableString.Invariant($"{steps} steps: FID {points[^1].Fid:0.0}, {points[^1].Seconds:0} s"), scoring.LastImages(SheetImages)));
                    CaptionedSheet.Write(Path.Combine(folder, SheetName(method)), [$"{options.Model.Name} by {method.Name}, seed {seed}"], blocks, task.Training.Width, task.Training.Height, SheetColumns);
                }
            }
            LearningCurveFigure.Save(Path.Combine(folder, LearningCurveFigure.Name), options.Model.Name, points);
        }
        stages.Say($"results are in {folder}");
        return points;
    }

    private LearningPoint Fit(GeneratorMethod method, ImbalancedTask task, ImbalancedTask tuning, int steps, int seed, LearningCurveOptions options, GenerationScoring scoring, CancellationToken cancellation)
    {
        double rate = options.LearningRate ?? method.Rate(tuning, cancellation).Value;
        var watch = Stopwatch.StartNew();
        using PleGenerativeTransformer generator = method.WithSteps(steps).Fit(task, rate, seed, cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        (FairnessScores scores, double fid) = scoring.Score(mlContext.Data.Cache(generator.Generate(options.Preset.GeneratedRows), PixelColumn.Name));
        return new(method.Name, seed, steps, rate, fid, scores, seconds);
    }

    private static string SheetName(GeneratorMethod method) => $"{method.Name}.png";
}
