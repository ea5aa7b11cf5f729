using Microsoft.ML;
using Ple.MLNet.Generation;
using static Ple.MLNet.Tests.Generation.SmallGenerator;

namespace Ple.MLNet.Tests.Generation;

/// <summary>What follows a generator in a chain works on synthetic rows; a fit says so where it can tell.</summary>
[TestClass]
public class GeneratorInChainTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public GeneratorInChainTests() => _ml.Log += (_, e) =>
    {
        if (e.RawMessage.Contains("behind the generator", StringComparison.Ordinal))
            _warnings.Add($"{e.Kind} {e.RawMessage}");
    };

    [TestMethod]
    public void AStepBehindTheGeneratorIsWarnedOfOnce()
    {
        IDataView real = Data(_ml);
        var chain = _ml.Ple.GenerativeTrainer(Options()).Append(_ml.Transforms.NormalizeMinMax("Features")).Fit(real);
        Assert.HasCount(1, _warnings);
        StringAssert.StartsWith(_warnings[0], "Warning");
        StringAssert.Contains(_warnings[0], "LastTransformer");
        _ = Read(chain.Transform(real));
        Assert.HasCount(1, _warnings);
    }

    [TestMethod]
    public void AStepBehindACacheIsWarnedOf()
    {
        _ = _ml.Transforms.CopyColumns("Copy", "Features").Append(_ml.Ple.GenerativeTrainer(Options())).AppendCacheCheckpoint(_ml)
            .Append(_ml.Transforms.NormalizeMinMax("Features")).Fit(Data(_ml));
        Assert.HasCount(1, _warnings);
    }

    [TestMethod]
    public void AGeneratorAtTheEndIsNot()
    {
        IDataView real = Data(_ml);
        var chain = _ml.Transforms.CopyColumns("Copy", "Features").Append(_ml.Ple.GenerativeTrainer(Options())).Fit(real);
        _ = Read(chain.Transform(real));
        _ = Read(chain.LastTransformer.Transform(real));
        using PleGenerativeTransformer alone = SmallGenerator.Fit(_ml);
        _ = Read(alone.Transform(real));
        Assert.IsEmpty(_warnings);
    }

    /// <summary>As documented: not to be wished for, but so that a change of it is noticed.</summary>
    [TestMethod]
    public void EnginesRepeatEachOthersRows()
    {
        using PleGenerativeTransformer generator = SmallGenerator.Fit(_ml);
        var shared = new PredictionEngineOptions { OwnsTransformer = false };
        using PredictionEngine<Row, Made> first = _ml.Model.CreatePredictionEngine<Row, Made>(generator, shared), second = _ml.Model.CreatePredictionEngine<Row, Made>(generator, shared);
        Row any = new() { Features = new float[Size] };
        CollectionAssert.AreEqual(first.Predict(any).Features, second.Predict(any).Features);
        CollectionAssert.AreNotEqual(Read(generator.Generate(1, seed: 1))[0], Read(generator.Generate(1, seed: 2))[0]);
    }
}
