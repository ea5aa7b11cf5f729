using Microsoft.ML;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Five generators with known faults, told apart in words. The levels were chosen on the seeds 101 to 160 (docs/evidence.md); these are others.</summary>
[TestClass]
public class TableQualityVerdictTests
{
    private const int Rows = 2000;

    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Generators { get; } =
    [
        [new Made("perfect", (_, rows, seed) => MadeCustomers.Rows(rows, seed))],
        [new Made("loses a class", (_, rows, seed) => MadeCustomers.WithoutClass(rows, seed), FindingKind.LostClass)],
        [new Made("copies", (training, rows, seed) => MadeCustomers.Copies(training, rows, seed), FindingKind.Copies)],
        [new Made("noise", (_, rows, seed) => MadeCustomers.Noisy(MadeCustomers.Rows(rows, seed), seed + 1), FindingKind.Unlike)],
        [new Made("shifts a class", (_, rows, seed) => MadeCustomers.Shifted(rows, seed), FindingKind.ShiftedClass)],
    ];

    [TestMethod]
    [DynamicData(nameof(Generators))]
    public void TheGravestFindingIsTheFault(Made generator) => Assert.IsGreaterThanOrEqualTo(2, RightVerdicts(generator, 3), generator.Name);

    [TestMethod]
    [TestCategory("Long")]
    [DynamicData(nameof(Generators))]
    public void TheGravestFindingIsTheFaultForTwentySeeds(Made generator)
        => Assert.IsGreaterThanOrEqualTo(generator.Fault is null ? 19 : 18, RightVerdicts(generator, 20), generator.Name);

    private int RightVerdicts(Made generator, int seeds) => Enumerable.Range(1, seeds).Count(seed =>
    {
        TableQualityReport report = Report(generator, Rows, seed);
        return generator.Fault is null ? report.Findings.Count == 0 && report.Verdict.StartsWith("Nothing was found", StringComparison.Ordinal)
            : report.Findings.Count > 0 && report.Findings[0].Kind == generator.Fault && report.Verdict.EndsWith(report.Findings[0].Text, StringComparison.Ordinal);
    });

    private TableQualityReport Report(Made generator, int rows, int seed)
    {
        MadeCustomers.Row[] training = MadeCustomers.Rows(rows, 10 * seed);
        return _ml.Ple.TableQuality(MadeCustomers.View(_ml, training), MadeCustomers.View(_ml, generator.Make(training, rows, 10 * seed + 1)), new()
        {
            HeldOut = MadeCustomers.View(_ml, MadeCustomers.Rows(rows, 10 * seed + 5)),
            LabelColumnName = "Class",
            Seed = seed,
        });
    }

    public sealed class Made
    {
        internal Made(string name, Func<MadeCustomers.Row[], int, int, MadeCustomers.Row[]> make, FindingKind? fault = null) => (Name, Make, Fault) = (name, make, fault);

        public string Name { get; }

        public FindingKind? Fault { get; }

        internal Func<MadeCustomers.Row[], int, int, MadeCustomers.Row[]> Make { get; }

        public override string ToString() => Name;
    }
}
