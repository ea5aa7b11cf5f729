using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Tabular;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A generator of a table with classes, told the class of each row; the classes come as often as in the rows that it was fitted to.</summary>
/// <param name="mlContext">Makes the estimators.</param>
/// <param name="model">"table", an autoencoder, or "flow".</param>
/// <param name="table">All rows.</param>
/// <param name="preset">Sizes.</param>
internal sealed class TableSubject(MLContext mlContext, string model, LabelledTable table, SelfConsumePreset preset) : IConsumptionSubject
{
    public const string AutoencoderName = "table", FlowName = "flow";
    private const string Reestimated = "ple-reestimated";

    public string Model => model;

    public IReadOnlyList<string> Methods { get; } = ["mle", "continued", "corrected", "automatic", "fine-tuned", "hypernetwork", "ple", Reestimated];

    public IReadOnlyList<string> Compared { get; } = ["mle", "continued", "corrected"];

    /// <exception cref="UserErrorException">The file cannot be read, or has no such label.</exception>
    public static TableSubject Read(MLContext mlContext, string model, string? file, string? label, Func<string, DelimitedOptions> columns, SelfConsumePreset preset)
    {
        if (file is not null && label is null)
            throw new UserErrorException("--data needs --label, the column of the classes.");
        DelimitedOptions options = columns(label ?? ShippedTable.Label);
        return new(mlContext, model, new(DelimitedFile.Read(file ?? ShippedTable.File, options), options), preset);
    }

    public IEnumerable<string> Pictures(IReadOnlyList<string> methods, IReadOnlyList<ConsumptionKind> kinds) => [];

    public ConsumptionTask Task(int seed, string folder, CancellationToken cancellation)
    {
        StratifiedSplit split = StratifiedSplit.Of(table, preset.Rows, seed);
        int[] others = [.. table.RowsOfClasses.SelectMany(c => c.Rows).Except(split.Train).Except(split.Test)];
        new Random(seed).Shuffle(others);
        IDataView test = table.ToDataView(split.Test);
        Downstream trees = Downstream.Defaults(mlContext, table)[0];
        string rarest = table.RowsOfClasses[^1].Class;
        return new()
        {
            Training = table.ToDataView(split.Train),
            FreshRows = (generation, count) => table.ToDataView([.. others.Skip((generation - 1) * (int)count).Take((int)count)]),
            Metrics =
            [
                GenerationMetric.ClassShare(table.Label, rarest).As(ConsumptionScores.MinorityFrequency),
                new(ConsumptionScores.Deviation, rows => Deviation(test, rows)),
                GenerationMetric.AssociationDifference(mlContext, test).As(ConsumptionScores.AssociationDifference),
                new(ConsumptionScores.AveragePrecision, rows => AveragePrecision(trees, rows, test)),
            ],
            Estimator = (method, generation, before) => method == Reestimated && before is PleGenerativeTransformer known
                ? known.Reestimator()
                : mlContext.Ple.GenerativeTrainer(Options(method, seed + 10_000 * generation, before as PleGenerativeTransformer, cancellation)),
        };
    }

    public void Dispose()
    {
    }

    private GenerativeTrainerOptions Options(string method, int seed, PleGenerativeTransformer? before, CancellationToken cancellation) => new()
    {
        Model = model == FlowName ? new FlowOptions() : null,
        StartFrom = method == "fine-tuned" ? before : null,
        KeepHypernetwork = method == Reestimated,
        ConditionColumnName = table.Label,
        Method = method is "hypernetwork" or "ple" or Reestimated ? EstimationMethod.Hypernetwork : EstimationMethod.MaximumLikelihood,
        Penalty = new() { Lambda = method is "ple" or Reestimated ? 0.1 : 0 },
        Correction = method switch
        {
            "continued" => new() { Kind = CorrectionKind.Weight, Weight = 0 },
            "corrected" => new() { Kind = CorrectionKind.Weight },
            "automatic" => new(),
            _ => new() { Kind = CorrectionKind.None },
        },
        Steps = method == "fine-tuned" && before is not null ? preset.TableSteps / 10 : preset.TableSteps,
        Seed = seed,
        CancellationToken = cancellation,
    };

    /// <summary>The mean over columns of numbers of |mean - mean of the held-out rows|, in their standard deviations.</summary>
    private double Deviation(IDataView real, IDataView made) => table.Numbers.Select(name =>
    {
        double[] known = Numbers(real, name), generated = Numbers(made, name);
        if (known.Length < 2 || generated.Length == 0)
            return double.NaN;
        double mean = known.Average(), deviation = Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));
        return deviation > 0 ? Math.Abs(generated.Average() - mean) / deviation : double.NaN;
    }).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double[] Numbers(IDataView rows, string name) => [.. rows.GetColumn<double>(name).Where(double.IsFinite)];

    /// <summary>Of the rarest class, by trees that were fitted to generated rows and look at held-out ones.</summary>
    private double? AveragePrecision(Downstream trees, IDataView rows, IDataView test)
    {
        if (rows.GetColumn<string>(table.Label).Distinct().Count() < table.RowsOfClasses.Count)
            return null; // a class has vanished
        ITransformer model = trees.Pipeline(weight: null).Fit(rows);
        return ClassScores.Of(mlContext, trees.Probabilities(model, test), trees.Labels(test), [.. table.RowsOfClasses.Select(_ => 1.0)]).AveragePrecision;
    }
}
