using Microsoft.ML;
using Ple.MLNet.Distributions;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;
using TorchSharp;

namespace Ple.MLNet.Tests.Interop;

/// <summary>A tensor that nothing holds, no dispose scope above all, may be freed by a garbage collection while a native call still reads it.</summary>
[TestClass]
[DoNotParallelize] // counts the tensors of the process
public class DisposeScopeTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void Vectors(EstimationMethod method) => AssertAllHeld(() =>
    {
        using PleGenerativeTransformer generator = SmallGenerator.Fit(_mlContext, SmallGenerator.Options(method, CorrectionKind.Automatic));
        IDataView made = generator.Generate(200);
        _ = SmallGenerator.Read(made);
        _ = generator.AverageLogLikelihoodBound(made);
        _ = _mlContext.Ple.FidScorer("Features").Fit(made).Score(made);
    });

    [TestMethod]
    public void Tables() => AssertAllHeld(() =>
    {
        IDataView table = MixedTable.Make(_mlContext, rows: 80);
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new() { Steps = 5, BatchSize = 16, Correction = new() { Steps = 4 } }).Fit(table);
        _ = generator.Generate(100).Preview(100);
    });

    [TestMethod]
    [DataRow(GaussianMixtureMethod.DirectGradient)]
    [DataRow(GaussianMixtureMethod.Hypernetwork)]
    public void Mixtures(GaussianMixtureMethod method) => AssertAllHeld(() => _mlContext.Ple
        .GaussianMixture(new GaussianMixtureOptions { Method = method, Gradient = new() { Components = 2, Steps = 5 } }).Fit(SmallGenerator.Data(_mlContext)));

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void Replicates(EstimationMethod method) => AssertAllHeld(() =>
        new GaussianMixtureReplicates(method, new() { Components = 2, Steps = 5 }).Fit([[1, 2, 3, 4], [2, 3, 4, 5]], dimension: 2));

    [TestMethod]
    public void HypernetworkOfAModuleOfOnesOwn() => AssertAllHeld(() =>
    {
        using var scope = torch.NewDisposeScope(); // the caller's own tensors
        using var hypernetwork = new Hypernetwork(torch.nn.Linear(3, 2), rowSize: 3);
        _ = hypernetwork.Predict(torch.ones(4, 3));
    });

    private static void AssertAllHeld(Action action)
    {
        action(); // what is made once in a process
        LifetimeStatistics tensors = DisposeScopeManager.Statistics.TensorStatistics;
        long before = tensors.CreatedOutsideScopeCount;
        action();
        Assert.AreEqual(before, tensors.CreatedOutsideScopeCount);
    }
}
