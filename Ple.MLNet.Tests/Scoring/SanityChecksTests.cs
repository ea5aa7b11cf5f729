namespace Ple.MLNet.Tests.Scoring;

/// <summary>Which sanity checks of Räisä et al. (2025) the neighbor metrics pass and which they fail, as docs/scoring.md tells: no metric passes all.</summary>
[TestClass]
public class SanityChecksTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void PassAndFailAsTheDocumentationSays() => AreAsCommitted("sanity_checks.csv", "check; dimensions", SanityChecks.Run());

    [TestMethod]
    [TestCategory("Long")]
    public void RunAsTheDocumentationSays() => AreAsCommitted("sanity_shapes.csv", "over; dimensions", SanityShapes.Run());

    private static void AreAsCommitted(string file, string first, IEnumerable<string> lines)
    {
        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Scoring", "References", file));
        string[] found = [$"{first},{string.Join(',', SanityChecks.Metrics)}", .. lines];
        CollectionAssert.AreEqual(expected, found, string.Join('\n', found.Except(expected)));
    }
}
