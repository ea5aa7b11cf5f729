using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Training;
using TorchSharp;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Training;

[TestClass]
[DoNotParallelize] // counts the living tensors of the process, and sets its threads
public class PleGenerativeTrainerTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood, CorrectionKind.None)]
    [DataRow(EstimationMethod.MaximumLikelihood, CorrectionKind.Automatic)]
    [DataRow(EstimationMethod.Hypernetwork, CorrectionKind.Weight)]
    public void TheSameSeedGivesTheSameRowsAndAnotherSeedOthers(EstimationMethod method, CorrectionKind correction)
    {
        using PleGenerativeTransformer first = Fit(_mlContext, Options(method, correction));
        _ = torch.randn(5); // the global generator has no part in it
        using PleGenerativeTransformer second = Fit(new MLContext(), Options(method, correction));
        AssertSame(Read(first.Generate(50)), Read(second.Generate(50)));
        Assert.AreEqual(JsonSerializer.Serialize(first.Summary), JsonSerializer.Serialize(second.Summary));
        using PleGenerativeTransformer other = Fit(_mlContext, Options(method, correction, seed: 6));
        Assert.AreNotEqual(first.Summary.Loss, other.Summary.Loss);
        Assert.IsTrue(Read(first.Generate(50)).Zip(Read(other.Generate(50))).All(r => !r.First.SequenceEqual(r.Second)));
    }

    /// <summary>Null is the MLContext's seed, drawn when the trainer is made.</summary>
    [TestMethod]
    public void WithoutASeedTheContextsIsTaken()
    {
        PleGenerativeTrainer trainer = new MLContext(seed: 3).Ple.GenerativeTrainer(Options(seed: null));
        using PleGenerativeTransformer first = trainer.Fit(Data(_mlContext)), again = trainer.Fit(Data(_mlContext));
        using PleGenerativeTransformer same = Fit(new MLContext(seed: 3), Options(seed: null)), other = Fit(new MLContext(seed: 4), Options(seed: null));
        AssertSame(Read(first.Generate(5)), Read(again.Generate(5)));
        AssertSame(Read(first.Generate(5)), Read(same.Generate(5)));
        Assert.AreNotEqual(Read(first.Generate(5))[0][0], Read(other.Generate(5))[0][0]);
    }

    [TestMethod]
    public void FitChangesNeitherTheEstimatorNorTheGlobalSettings()
    {
        torch.manual_seed(3);
        using torch.Tensor expected = torch.randn(1);
        torch.manual_seed(3);
        PleGenerativeTrainer trainer = _mlContext.Ple.GenerativeTrainer(Options());
        using PleGenerativeTransformer first = trainer.Fit(Data(_mlContext));
        using (PleGenerativeTransformer other = trainer.Fit(Data(_mlContext, 100, scale: 50)))
            Assert.AreNotEqual(Read(first.Generate(1))[0][0], Read(other.Generate(1))[0][0]);
        using PleGenerativeTransformer again = trainer.Fit(Data(_mlContext));
        AssertSame(Read(first.Generate(20)), Read(again.Generate(20)));
        torch.set_num_threads(2);
        using (PleGenerativeTransformer onOneThread = trainer.Fit(Data(_mlContext)))
            AssertSame(Read(first.Generate(20)), Read(onOneThread.Generate(20)));
        Assert.AreEqual(2, torch.get_num_threads());
        torch.set_num_threads(1);
    }

    /// <summary>Means and deviations of two well-separated clusters come back.</summary>
    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void LearnsTheTrainingRows(EstimationMethod method)
    {
        using PleGenerativeTransformer generator = Fit(_mlContext, Options(method, steps: 600));
        float[][] real = Read(Data(_mlContext)), made = Read(generator.Generate(1000));
        Assert.AreEqual(real.Average(r => r[0]), made.Average(r => r[0]), 0.05);
        double Deviation(float[][] rows) => Math.Sqrt(rows.Average(r => Math.Pow(r[0] - rows.Average(q => q[0]), 2)));
        Assert.AreEqual(Deviation(real), Deviation(made), 0.06);
        Assert.IsGreaterThan(0.8, made.Average(r => r[0] is > 0.15f and < 0.35f or > 0.6f and < 0.9f ? 1.0 : 0.0), "Rows lie in the clusters.");
    }

    [TestMethod]
    public void TheSchemaIsKnownBeforeFitting()
    {
        var probe = new SchemaProbe();
        Assert.ThrowsExactly<OperationCanceledException>(() => _mlContext.Ple.GenerativeTrainer("Features").Append(probe).Fit(Data(_mlContext)));
        SchemaShape.Column column = probe.Seen!.Single();
        Assert.AreEqual(("Features", SchemaShape.Column.VectorKind.Vector, (DataViewType)NumberDataViewType.Single), (column.Name, column.Kind, column.ItemType));
    }

    [TestMethod]
    public void ProgressReachesTheEndOfEveryPhase()
    {
        var seen = new List<TrainingProgress>();
        GenerativeTrainerOptions plain = Options(correction: CorrectionKind.Weight);
        using PleGenerativeTransformer generator = Fit(_mlContext, new()
        {
            FeatureColumnName = "Features", Model = plain.Model, Correction = plain.Correction, Sampling = plain.Sampling, Steps = 250, BatchSize = 32, Progress = new Recorder(seen),
        });
        CollectionAssert.AreEqual(new[] { TrainingPhase.Training, TrainingPhase.CorrectionOnRealRows, TrainingPhase.CorrectionOnSyntheticRows },
            seen.Where(p => p.Step == p.Steps).Select(p => p.Phase).ToArray());
        Assert.HasCount(125, seen.Where(p => p.Phase == TrainingPhase.Training));
        Assert.IsLessThan(seen[0].Loss, seen.Last(p => p.Phase == TrainingPhase.Training).Loss);
    }

    [TestMethod]
    public void CancellationStopsTheFit()
    {
        using var source = new CancellationTokenSource();
        var options = new GenerativeTrainerOptions
        {
            FeatureColumnName = "Features", BatchSize = 32, Steps = 1000, CancellationToken = source.Token, Progress = new Canceller(source),
        };
        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(_mlContext, options));
    }

    [TestMethod]
    public void LogTellsTheSpreadAndWarnsWhenTheHypernetworkIsConstant()
    {
        List<string> Messages(HypernetworkFit fit)
        {
            var mlContext = new MLContext(seed: 1);
            var messages = new List<string>();
            mlContext.Log += (_, e) => messages.Add($"{e.Kind} {e.RawMessage}");
            GenerativeTrainerOptions plain = Options();
            using PleGenerativeTransformer generator = SmallGenerator.Fit(mlContext, new()
            {
                FeatureColumnName = "Features", Model = plain.Model, Correction = plain.Correction, Sampling = plain.Sampling, BatchSize = 32, Steps = 20,
                Method = EstimationMethod.Hypernetwork, Hypernetwork = new() { HiddenSizes = [8, 16], HeadScale = fit.HeadScale }, LearningRate = fit.Rate,
            });
            Assert.IsNotNull(generator.Summary.HypernetworkSpread);
            return messages;
        }

        List<string> varied = Messages(new(HeadScale: 1, Rate: 1e-3)), constant = Messages(new(HeadScale: 0, Rate: 1e-12));
        Assert.Contains(m => m.Contains("Spread of H"), varied);
        Assert.DoesNotContain(m => m.Contains("become constant"), varied);
        Assert.Contains(m => m.StartsWith("Warning", StringComparison.Ordinal) && m.Contains("become constant"), constant);
    }

    /// <summary>TorchSharp counts the shells that its modules' constructors leave behind for ever, so a fit adds a few; more steps, rows or
    /// reads must not add to them.</summary>
    [TestMethod]
    public void NoTensorStaysBehind()
    {
        long LeftBehind(int steps, int rows)
        {
            long before = torch.Tensor.TotalCount;
            using (PleGenerativeTransformer generator = Fit(_mlContext, Options(EstimationMethod.Hypernetwork, CorrectionKind.Automatic, steps)))
                _ = Read(generator.Generate(rows));
            return torch.Tensor.TotalCount - before;
        }

        Assert.AreEqual(LeftBehind(10, 10), LeftBehind(200, 1000));
    }

    /// <summary>Notes the schema that reaches it, and stops the fit.</summary>
    private sealed class SchemaProbe : IEstimator<ITransformer>
    {
        public SchemaShape? Seen { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Seen = inputSchema;
            throw new OperationCanceledException();
        }

        public ITransformer Fit(IDataView input) => throw new NotSupportedException();
    }

    private sealed record HypernetworkFit(double HeadScale, double Rate);

    private sealed class Recorder(List<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
