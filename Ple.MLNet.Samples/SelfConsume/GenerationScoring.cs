using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Scoring;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Scores a generation's images against held-out ones, by several oracles: each class, and all at the mix of classes of the training rows.</summary>
internal sealed class GenerationScoring
{
    private const int NeighborRows = 2000;

    private readonly OracleScoring _classes;
    private readonly IReadOnlyList<(ITransformer Features, FidTransformer Fid)> _whole;
    private readonly IReadOnlyList<GenerationMetric> _neighbors;
    private (IDataView? Images, FairnessScores Classes, double Fid) _last;

    public GenerationScoring(MLContext mlContext, IReadOnlyList<Oracle> oracles, ImbalancedTask task, int rowsPerClass)
    {
        _classes = new(mlContext, oracles, task, rowsPerClass);
        int most = (int)Math.Round(task.HeldOut.Positions(task.Majority).Length / task.ImbalanceRatio);
        IDataView real = task.HeldOut.Select([.. task.Labels.SelectMany(label => OfMix(label, task, most))]).ToDataView(mlContext);
        _whole = [.. oracles.Select(oracle => oracle.For(real, task.Classes)).Select(features => (features, mlContext.Ple.FidScorer(new FidScorerOptions { FeatureColumnName = PixelColumn.Name, Metrics = new() { SampleRows = NeighborRows } }).Fit(features.Transform(real))))];
        _neighbors = [.. GenerationMetric.Features(_whole[0].Fid, _whole[0].Features).Where(m => m.Name is ConsumptionScores.Precision or ConsumptionScores.Recall)];
    }

    public IReadOnlyList<GenerationMetric> Metrics =>
    [
        new(ConsumptionScores.Fid, rows => Score(rows).Fid),
        new(ConsumptionScores.FidMajority, rows => Score(rows).Classes.FidMajority),
        new(ConsumptionScores.FidMinority, rows => Score(rows).Classes.FidMinority),
        .. _neighbors,
        new(ConsumptionScores.MinorityFrequency, rows => Score(rows).Classes.MinorityFrequency),
    ];

    /// <summary>The first of the images that were scored last.</summary>
    public IReadOnlyList<float[]> LastImages(int count) => [.. _last.Images!.GetColumn<float[]>(PixelColumn.Name).Take(count)];

    /// <summary>Held-out images of a class, as many as the training rows' mix leaves.</summary>
    private static IEnumerable<int> OfMix(byte label, ImbalancedTask task, int mostOfMinority)
    {
        int[] positions = task.HeldOut.Positions(label);
        return label == task.Minority ? positions.Take(mostOfMinority) : positions;
    }

    /// <summary>Means over the oracles: by class, and of all images at the training rows' mix.</summary>
    public (FairnessScores Classes, double Fid) Score(IDataView images)
    {
        if (!ReferenceEquals(images, _last.Images))
            _last = (images, FairnessScores.Mean([.. _classes.Score(images).Select(verdict => verdict.Scores)]), _whole.Average(oracle => oracle.Fid.Score(oracle.Features.Transform(images)).Fid));
        return (_last.Classes, _last.Fid);
    }
}
