using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Fairness;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// Compares generated images with the held-out ones of a task, by several oracles that differ in their seed alone: one oracle or another moves
/// a FID by more than methods differ.
/// </summary>
internal sealed class OracleScoring
{
    private const string ImageCopy = "Image";
    private const int Seed = 1; // which rows are scored must not depend on what was made before: with 512 features another draw of 900 rows moves a FID by a fifth

    private readonly MLContext _mlContext;
    private readonly ImbalancedTask _task;
    private readonly IReadOnlyList<(Oracle Oracle, ClassImbalanceFairnessTransformer Fairness)> _judges;

    /// <param name="rowsPerClass">FID is biased at few rows: both classes get as many.</param>
    public OracleScoring(MLContext mlContext, IReadOnlyList<Oracle> oracles, ImbalancedTask task, int rowsPerClass)
    {
        (_mlContext, _task) = (mlContext, task);
        ClassImbalanceFairnessEstimator estimator = mlContext.Ple.ClassImbalanceFairness(new()
        {
            MajorityClass = ClassName.Of(task.Majority), MinorityClass = ClassName.Of(task.Minority), RowsPerClass = rowsPerClass,
            Seed = Seed, ImageColumnName = ImageCopy, ImageWidth = task.Training.Width, ImageHeight = task.Training.Height,
        });
        _judges = [.. oracles.Select(oracle => (oracle, estimator.Fit(Describe(oracle, task.Training.ToDataView(mlContext)), Describe(oracle, task.HeldOut.ToDataView(mlContext)))))];
    }

    /// <summary>One verdict an oracle.</summary>
    /// <param name="generated">Read once for each oracle.</param>
    public IReadOnlyList<OracleVerdict> Score(IDataView generated) =>
        [.. _judges.Index().Select(j => Score(j.Index + 1, j.Item.Oracle, j.Item.Fairness, generated))];

    /// <summary>The class of each generated image, as the first oracle names it.</summary>
    public IEnumerable<string> Classes(IDataView generated) =>
        Describe(_judges[0].Oracle, generated).GetColumn<string>(OracleColumns.PredictedLabel);

    private OracleVerdict Score(int number, Oracle oracle, ClassImbalanceFairnessTransformer fairness, IDataView generated)
    {
        FairnessReport report = fairness.Score(Describe(oracle, generated));
        string majority = ClassName.Of(_task.Majority), minority = ClassName.Of(_task.Minority);
        return new(number, oracle.TestAccuracy, new(
            report[majority].Fid ?? double.NaN,
            report[minority].Fid ?? double.NaN,
            report.FairnessRatio ?? double.NaN,
            report[minority].GeneratedFrequency,
            (double?)report.NeitherClassRows / report.Whole.GeneratedRows ?? double.NaN), report);
    }

    /// <summary>The oracle's features stand in the place of the pixels: these are copied before.</summary>
    private IDataView Describe(Oracle oracle, IDataView images)
        => oracle.Transform(_mlContext.Transforms.CopyColumns(ImageCopy, PixelColumn.Name).Fit(images).Transform(images), _task.Classes);
}
