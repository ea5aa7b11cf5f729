namespace Ple.MLNet.Tests.Scoring;

/// <summary>Which sanity checks of Räisä et al. (2025) the neighbor metrics pass and which they fail, as docs/scoring.md tells: no metric passes all.</summary>
[TestClass]
public class SanityChecksTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void PassAndFailAsTheDocumentationSays()
    {
        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Scoring", "References", "sanity_checks.csv"));
        string[] found = [$"check; dimensions,{string.Join(',', SanityChecks.Metrics)}", .. SanityChecks.Run()];
        CollectionAssert.AreEqual(expected, found, string.Join('\n', found.Except(expected)));
    }
}
