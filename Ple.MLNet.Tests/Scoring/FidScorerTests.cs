using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class FidScorerTests
{
    private const int Dimensions = 4;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ScoresAShiftByItsSquare()
    {
        float[][] real = Gaussian(1, 500);
        float[][] shifted = [.. real.Select(row => row.Select(value => value + 0.5f).ToArray())];
        FidMetrics metrics = _ml.Ple.FidScorer("Features").Fit(Table(real)).Score(Table(shifted));
        Assert.AreEqual(Dimensions * 0.25, metrics.MeanTerm, 1e-6);
        Assert.AreEqual(0, metrics.CovarianceTerm, 1e-6);
        Assert.AreEqual(metrics.MeanTerm + metrics.CovarianceTerm, metrics.Fid);
        Assert.IsGreaterThan(4 * metrics.KidStandardError!.Value, metrics.Kid!.Value);
        Assert.AreEqual(500, metrics.RealRows);
        Assert.AreEqual(500, metrics.GeneratedRows);
        Assert.AreEqual(Dimensions, metrics.Dimensions);
    }

    [TestMethod]
    public void OfATableWithItselfIsZero()
    {
        IDataView real = Table(Gaussian(1, 3000)); // more rows than one batch
        Assert.IsLessThan(1e-9, _ml.Ple.FidScorer().Fit(real).Score(real).Fid);
    }

    [TestMethod]
    public void TransformGivesTheSameAsARow()
    {
        FidTransformer scorer = _ml.Ple.FidScorer().Fit(Table(Gaussian(1, 50)));
        IDataView generated = Table(Gaussian(2, 60)), table = scorer.Transform(generated);
        FidMetrics expected = scorer.Score(generated);
        Assert.HasCount(1, table.GetColumn<double>("Fid").ToArray());
        Assert.AreEqual(expected.Fid, table.GetColumn<double>("Fid").Single());
        Assert.AreEqual(expected.MeanTerm, table.GetColumn<double>("MeanTerm").Single());
        Assert.AreEqual(expected.CovarianceTerm, table.GetColumn<double>("CovarianceTerm").Single());
        Assert.AreEqual(expected.Kid, table.GetColumn<double>("Kid").Single());
        Assert.AreEqual(expected.KidStandardError, table.GetColumn<double>("KidStandardError").Single());
        Assert.AreEqual(expected.RealRows, table.GetColumn<long>("RealRows").Single());
        Assert.AreEqual(expected.GeneratedRows, table.GetColumn<long>("GeneratedRows").Single());
        Assert.AreEqual(expected.Dimensions, table.GetColumn<int>("Dimensions").Single());
        Assert.AreEqual(table.Schema.ToString(), scorer.GetOutputSchema(generated.Schema).ToString());
    }

    [TestMethod]
    public void StandsAtTheEndOfAPipeline()
    {
        IDataView real = Table(Gaussian(1, 50));
        TransformerChain<FidTransformer> model = _ml.Transforms.NormalizeMinMax("Features").Append(_ml.Ple.FidScorer()).Fit(real);
        Assert.IsLessThan(1e-9, model.Transform(real).GetColumn<double>("Fid").Single());
    }

    [TestMethod]
    public void SavesAndLoadsInAFreshContext()
    {
        IDataView real = Table(Gaussian(1, 50)), generated = Table(Gaussian(2, 60));
        FidTransformer scorer = _ml.Ple.FidScorer(new FidScorerOptions { KernelRows = 40, KernelSubsets = 4, Seed = 9 }).Fit(real);
        var loaded = (FidTransformer)SavedModel.Load(SavedModel.Save(_ml, scorer, real.Schema));
        FidMetrics expected = scorer.Score(generated), actual = loaded.Score(generated);
        Assert.AreEqual(expected.Fid, actual.Fid);
        Assert.AreEqual(expected.MeanTerm, actual.MeanTerm);
        Assert.AreEqual(expected.CovarianceTerm, actual.CovarianceTerm);
        Assert.AreEqual(expected.Kid, actual.Kid);
        Assert.AreEqual(expected.KidStandardError, actual.KidStandardError);
        Assert.AreEqual(expected.RealRows, actual.RealRows);
    }

    [TestMethod]
    public void KeepsNoRealRowsWithoutKernelDistance()
    {
        IDataView real = Table(Gaussian(1, 2000));
        FidTransformer with = _ml.Ple.FidScorer().Fit(real), without = _ml.Ple.FidScorer(new FidScorerOptions { KernelRows = 0 }).Fit(real);
        Assert.IsNull(without.Score(real).Kid);
        Assert.IsNull(without.Score(real).KidStandardError);
        Assert.IsTrue(double.IsNaN(without.Transform(real).GetColumn<double>("Kid").Single()));
        Assert.IsLessThan(2000 * Dimensions, SavedModel.Save(_ml, without, real.Schema).Length);
        Assert.IsGreaterThan(2000 * Dimensions, SavedModel.Save(_ml, with, real.Schema).Length);
    }

    [TestMethod]
    public void WarnsOfFewerRowsThanTheCovarianceNeeds()
    {
        var warnings = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
                warnings.Add(e.Message);
        };
        FidTransformer scorer = _ml.Ple.FidScorer().Fit(Table(Gaussian(1, Dimensions + 1)));
        scorer.Score(Table(Gaussian(2, Dimensions + 1)));
        Assert.IsEmpty(warnings);
        scorer.Score(Table(Gaussian(2, Dimensions)));
        Assert.HasCount(1, warnings);
        StringAssert.Contains(warnings[0], "4 generated rows for 4 dimensions");
    }

    [TestMethod]
    public void RefusesTablesItCannotScore()
    {
        FidTransformer scorer = _ml.Ple.FidScorer().Fit(Table(Gaussian(1, 50)));
        IDataView text = _ml.Data.LoadFromEnumerable([new { Features = "a" }]);
        IDataView variable = _ml.Data.LoadFromEnumerable([new { Features = new[] { 1f } }]);
        IDataView wider = Table(GaussianRows.Make(new Random(1), 50, Dimensions + 1));
        float[][] withNaN = Gaussian(1, 50);
        withNaN[7][2] = float.NaN;

        Refuses<ArgumentOutOfRangeException>("'Absent'", () => _ml.Ple.FidScorer("Absent").Fit(wider));
        Refuses<ArgumentOutOfRangeException>("known-size vector of Single", () => _ml.Ple.FidScorer().Fit(text));
        Refuses<ArgumentOutOfRangeException>("known-size vector of Single", () => scorer.Score(variable));
        Refuses<ArgumentOutOfRangeException>("vector of 4 Single", () => scorer.Score(wider));
        Refuses<ArgumentOutOfRangeException>("vector of 4 Single", () => scorer.GetOutputSchema(wider.Schema));
        Refuses<InvalidOperationException>("NaN in row 7, slot 2", () => _ml.Ple.FidScorer().Fit(Table(withNaN)));
        Refuses<InvalidOperationException>("real table has 0 rows", () => _ml.Ple.FidScorer().Fit(_ml.Data.SkipRows(wider, 1000)));
        Refuses<InvalidOperationException>("real table has 1 rows", () => _ml.Ple.FidScorer().Fit(Table(Gaussian(1, 1))));
        Refuses<InvalidOperationException>("generated table has 1 rows", () => scorer.Score(Table(Gaussian(1, 1))));
        Refuses<NotSupportedException>("whole table", () => ((ITransformer)scorer).GetRowToRowMapper(wider.Schema));
    }

    [TestMethod]
    public void RefusesOptionsOutOfRange()
    {
        Refuses<ArgumentOutOfRangeException>("KernelRows", () => _ml.Ple.FidScorer(new FidScorerOptions { KernelRows = 1 }));
        Refuses<ArgumentOutOfRangeException>("KernelSubsets", () => _ml.Ple.FidScorer(new FidScorerOptions { KernelSubsets = 0 }));
    }

    private static void Refuses<TException>(string message, Action action) where TException : Exception
        => StringAssert.Contains(Assert.ThrowsExactly<TException>(action).Message, message);

    private static float[][] Gaussian(int seed, int rows) => GaussianRows.Make(new Random(seed), rows, Dimensions);

    private IDataView Table(float[][] rows) => FeatureTable.Of(_ml, rows);
}
