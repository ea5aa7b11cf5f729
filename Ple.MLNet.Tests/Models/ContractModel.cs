using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

/// <summary>A model on rows of a kind, trained in a fraction of a second.</summary>
public sealed record ContractModel(string Name, GenerativeModelOptions Options, bool IsVector, bool IsConditional)
{
    private const int Size = 4, Rows = 120;

    /// <summary>A column without which, or with another type of which, it cannot be trained.</summary>
    public string Column => IsVector ? "Features" : "Value";

    public override string ToString() => Name;

    public PleGenerativeTrainer Estimator(
        MLContext mlContext, ContractWay? way = null, int seed = 5, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        => mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = IsVector ? "Features" : null,
            ConditionColumnName = IsConditional ? "Class" : null,
            Model = Options,
            Method = way?.Method ?? EstimationMethod.MaximumLikelihood,
            Hypernetwork = new() { HiddenSizes = [8] },
            Correction = new() { Kind = way?.IsCorrected == true ? CorrectionKind.Weight : CorrectionKind.None, Steps = 4 },
            Sampling = new() { MixtureComponents = 2 },
            Steps = 20,
            BatchSize = 16,
            Seed = seed,
            Progress = progress,
            CancellationToken = cancellation,
        });

    public PleGenerativeTransformer Fit(MLContext mlContext, ContractWay? way = null, int seed = 5) => Estimator(mlContext, way, seed).Fit(Data(mlContext));

    /// <summary>Rows with all columns for a table, with the vector and a bystander for a vector.</summary>
    public IDataView Data(MLContext mlContext, bool withNaN = false)
    {
        var random = new Random(3);
        Row[] rows = [.. Enumerable.Range(0, Rows).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, Size).Select(j => withNaN && IsVector && i == 7 && j == 2 ? float.NaN : (i % 4 == 0 ? 2 : 0) + random.NextSingle())],
            Value = withNaN && i % 5 == 0 ? float.NaN : (i % 4 == 0 ? 2 : 0) + random.NextSingle(),
            Kind = i % 3 == 0 ? "a" : "b",
            Class = i % 4 == 0 ? "rare" : "often",
        })];
        return mlContext.Data.LoadFromEnumerable(rows);
    }

    /// <summary>The same rows, but one column is of a type that cannot be learnt.</summary>
    public IDataView Spoil(MLContext mlContext)
    {
        IDataView data = Data(mlContext);
        return IsVector
            ? mlContext.Transforms.Conversion.ConvertType(Column, outputKind: DataKind.Double).Fit(data).Transform(data)
            : mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new WrongRow { Value = DateTime.UnixEpoch.AddDays(i), Class = i % 4 == 0 ? "rare" : "often" }).ToArray());
    }

    /// <summary>Rows by a prediction engine, as <see cref="MixedTable.Dump"/> writes them.</summary>
    public List<string> Prediction(MLContext mlContext, PleGenerativeTransformer generator, int count)
    {
        var options = new PredictionEngineOptions { OwnsTransformer = false };
        Row[] rows = [.. mlContext.Data.CreateEnumerable<Row>(Data(mlContext), reuseRowObject: false).Take(count)];
        if (IsVector)
        {
            using PredictionEngine<Row, Made> engine = mlContext.Model.CreatePredictionEngine<Row, Made>(generator, options);
            return [.. rows.Select(row => string.Join(' ', engine.Predict(row).Features))];
        }
        using PredictionEngine<Row, Row> ofTables = mlContext.Model.CreatePredictionEngine<Row, Row>(generator, options);
        return [.. rows.Select(row => ofTables.Predict(row)).Select(m => $"{string.Join(' ', m.Features)}|{m.Value}|{m.Kind}|{m.Class}")];
    }

    private sealed class Row
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];

        public float Value { get; set; }

        public string Kind { get; set; } = "";

        public string Class { get; set; } = "";
    }

    private sealed class Made
    {
        [VectorType(Size)]
        public float[] Features { get; set; } = [];
    }

    private sealed class WrongRow
    {
        public DateTime Value { get; set; }

        public string Class { get; set; } = "";
    }
}
