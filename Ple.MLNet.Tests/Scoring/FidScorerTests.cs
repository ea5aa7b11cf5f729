using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

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
        FidReport report = _ml.Ple.FidScorer("Features").Fit(Table(real)).Score(Table(shifted));
        FeatureScores metrics = report.Scores;
        Assert.AreEqual(Dimensions * 0.25, metrics.MeanTerm!.Value, 1e-6);
        Assert.AreEqual(0, metrics.CovarianceTerm!.Value, 1e-6);
        Assert.AreEqual(metrics.MeanTerm + metrics.CovarianceTerm, metrics.Fid);
        Assert.AreEqual(metrics.Fid, report.Fid);
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
    public void SparseRowsAreReadAsDenseOnes()
    {
        float[][] rows = [.. Gaussian(1, 200).Select((row, i) => i % 2 == 0 ? row : [0, row[1], 0, 0])];
        var schema = SchemaDefinition.Create(typeof(Sparse));
        schema[nameof(Sparse.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Dimensions);
        IDataView sparse = _ml.Data.LoadFromEnumerable(rows.Select((row, i) =>
            new Sparse { Features = i % 2 == 0 ? new(Dimensions, row) : new(Dimensions, 1, [row[1]], [1]) }).ToArray(), schema);
        FidTransformer scorer = _ml.Ple.FidScorer().Fit(Table(Gaussian(2, 200)));
        Assert.AreEqual(scorer.Score(Table(rows)).Fid, scorer.Score(sparse).Fid);
    }

    [TestMethod]
    public void TransformGivesTheSameAsARow()
    {
        FidTransformer scorer = _ml.Ple.FidScorer().Fit(Table(Gaussian(1, 50)));
        IDataView generated = Table(Gaussian(2, 60)), table = scorer.Transform(generated);
        FeatureScores expected = scorer.Score(generated).Scores;
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
        FidTransformer scorer = _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { SampleRows = 40, KernelSubsetRows = 10, NeighborRule = NeighborRule.TorchFidelity }, Seed = 9 }).Fit(real);
        var loaded = (FidTransformer)SavedModel.Load(SavedModel.Save(_ml, scorer, real.Schema));
        FeatureScores expected = scorer.Score(generated).Scores, actual = loaded.Score(generated).Scores;
        Assert.AreEqual(expected.Fid, actual.Fid);
        Assert.AreEqual(expected.MeanTerm, actual.MeanTerm);
        Assert.AreEqual(expected.CovarianceTerm, actual.CovarianceTerm);
        CollectionAssert.AreEqual(expected.All().ToArray(), actual.All().ToArray());
        Assert.AreEqual(expected.RealRows, actual.RealRows);
    }

    [TestMethod]
    public void KeepsNoRealRowsWithoutKernelDistance()
    {
        IDataView real = Table(Gaussian(1, 2000));
        FidTransformer with = _ml.Ple.FidScorer().Fit(real), without = _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { SampleRows = 0 } }).Fit(real);
        Assert.IsNull(without.Score(real).Scores.Kid);
        Assert.IsNull(without.Score(real).Scores.Precision);
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

    /// <summary>Scores of parts that are joined, in any order and by way of a stream, are those of the whole.</summary>
    [TestMethod]
    public void PartsJoinToTheWhole()
    {
        IDataView real = Table(Gaussian(1, 300)), generated = Table(Gaussian(2, 1000));
        FidTransformer scorer = _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { SampleRows = 200 }, Seed = 1 }).Fit(real);
        FeatureStatistics Part(int start, int count) => scorer.Collect(_ml.Data.TakeRows(start == 0 ? generated : _ml.Data.SkipRows(generated, start), count), start);
        FeatureStatistics joined = Part(700, 300);
        joined.Merge(Part(0, 450));
        using var stream = new MemoryStream();
        Part(450, 250).Save(stream);
        stream.Position = 0;
        joined.Merge(FeatureStatistics.Load(_ml, stream));
        FeatureScores expected = scorer.Score(generated).Scores, actual = scorer.Score(joined).Scores;
        foreach (((string name, double? value), (_, double? other)) in expected.All().Zip(actual.All()))
        {
            bool isOfMoments = name is nameof(FeatureScores.Fid) or nameof(FeatureScores.MeanTerm) or nameof(FeatureScores.CovarianceTerm);
            Assert.AreEqual(value ?? double.NaN, other ?? double.NaN, isOfMoments ? 1e-12 : 0, name);
        }
        FeatureStatistics growing = Part(0, 400);
        FidReport early = scorer.Score(growing);
        growing.Merge(Part(400, 600));
        Assert.AreEqual(scorer.Score(Part(0, 400)).Scores.Kid, early.Scores.Kid, "a report stays what it was of");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => joined.Merge(Part(0, 450))).Message, "position");
        FeatureStatistics other2 = _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { SampleRows = 100 }, Seed = 1 }).Fit(real).Collect(generated);
        Refuses<ArgumentException>("another scorer", () => joined.Merge(other2));
        Refuses<ArgumentException>("another scorer", () => scorer.Score(other2));
        stream.SetLength(stream.Length - 1);
        stream.Position = 0;
        Assert.ThrowsExactly<FormatException>(() => FeatureStatistics.Load(_ml, stream));
    }

    /// <summary>Against its training rows a copier has no distance; with held-out rows apart it is found.</summary>
    [TestMethod]
    public void HeldOutRowsTellACopier()
    {
        IDataView training = Table(Gaussian(1, 400)), heldOut = Table(Gaussian(2, 400)), honest = Table(Gaussian(3, 400));
        FidTransformer apart = _ml.Ple.FidScorer().Fit(training, heldOut);
        Assert.IsLessThan(1e-9, _ml.Ple.FidScorer().Fit(training).Score(training).Fid);
        FidReport copier = apart.Score(training), fair = apart.Score(honest);
        Assert.AreEqual(FindingKind.Copies, copier.Findings[0].Kind);
        Assert.AreEqual(1.0, copier.Scores.ExactCopies);
        Assert.AreEqual(0.0, copier.Scores.Authenticity);
        Assert.IsLessThan(-5.0, copier.Scores.DataCopying!.Value);
        Assert.IsEmpty(fair.Findings, string.Join(" ", fair.Findings));
        Assert.IsGreaterThan(0.4, fair.Scores.Authenticity!.Value);
        Assert.IsLessThan(4.0, Math.Abs(fair.Scores.DataCopying!.Value));
        var loaded = (FidTransformer)SavedModel.Load(SavedModel.Save(_ml, apart, training.Schema));
        Assert.AreEqual(copier.ToJson(), loaded.Score(training).ToJson());
        Refuses<ArgumentOutOfRangeException>("vector of 4 Single", () => _ml.Ple.FidScorer().Fit(training, Table(GaussianRows.Make(new Random(1), 50, Dimensions + 1))));
        Refuses<InvalidOperationException>("held-out table has 1 rows", () => _ml.Ple.FidScorer().Fit(training, Table(Gaussian(1, 1))));
    }

    [TestMethod]
    public void TheReportIsWrittenInEveryForm()
    {
        FidReport report = _ml.Ple.FidScorer().Fit(Table(Gaussian(1, 400))).Score(Table(GaussianRows.Make(new Random(2), 400, Dimensions, mean: 1)));
        Assert.AreEqual(FindingKind.Unlike, report.Findings[0].Kind);
        StringAssert.Contains(report.ToString(), "can be told from real ones");
        StringAssert.Contains(report.ToMarkdown(), "| Density |");
        using var json = System.Text.Json.JsonDocument.Parse(report.ToJson());
        Assert.AreEqual(report.Fid, json.RootElement.GetProperty("Scores").GetProperty("Fid").GetDouble());
        Assert.AreEqual(System.Text.Json.JsonValueKind.Null, json.RootElement.GetProperty("Scores").GetProperty("Authenticity").ValueKind);
        Assert.AreEqual("Unlike", json.RootElement.GetProperty("Findings")[0].GetProperty("Kind").GetString());
        StringAssert.Contains(report.ToHtml("Shifted rows"), "<title>Shifted rows</title>");
    }

    /// <summary>The bias of few rows goes: equal distributions have a distance about 0.</summary>
    [TestMethod]
    public void FidAtInfinityIsNearTheTruth()
    {
        double[] atInfinity = new double[30], measured = new double[30];
        for (int run = 0; run < 30; run++)
        {
            FeatureScores scores = _ml.Ple.FidScorer(new FidScorerOptions { Seed = run }).Fit(Table(Gaussian(2 * run, 200))).Score(Table(Gaussian(2 * run + 1, 200))).Scores;
            (atInfinity[run], measured[run]) = (scores.FidAtInfinity!.Value, scores.Fid!.Value);
        }
        double mean = atInfinity.Average(), error = Math.Sqrt(atInfinity.Sum(v => (v - mean) * (v - mean)) / 29 / 30);
        Assert.IsLessThan(4 * error, Math.Abs(mean), $"{mean} ± {error}");
        Assert.IsGreaterThan(4 * error, measured.Average(), "The bias is too small to tell.");
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
        Refuses<ArgumentOutOfRangeException>("SampleRows", () => _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { SampleRows = 1 } }));
        Refuses<ArgumentOutOfRangeException>("KernelSubsetRows", () => _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { KernelSubsetRows = 1 } }));
        Refuses<ArgumentOutOfRangeException>("NeighborRule", () => _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { NeighborRule = (NeighborRule)7 } }));
        Refuses<ArgumentOutOfRangeException>("Neighbors", () => _ml.Ple.FidScorer(new FidScorerOptions { Metrics = new() { Neighbors = 0 } }));
    }

    private static void Refuses<TException>(string message, Action action) where TException : Exception
        => StringAssert.Contains(Assert.ThrowsExactly<TException>(action).Message, message);

    private static float[][] Gaussian(int seed, int rows) => GaussianRows.Make(new Random(seed), rows, Dimensions);

    private IDataView Table(float[][] rows) => FeatureTable.Of(_ml, rows);

    private sealed class Sparse
    {
        public VBuffer<float> Features { get; set; }
    }
}
