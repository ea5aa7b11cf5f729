using Ple.MLNet.Interop;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class QuotedTests
{
    [TestMethod]
    [DataRow("red", "'red'")]
    [DataRow("", "''")]
    [DataRow(null, "''")]
    [DataRow(1.5f, "'1.5'")]
    [DataRow(true, "'True'")]
    [DataRow("a\nb\u001B[2J", "'a\\u000Ab\\u001B[2J'")]
    [DataRow("\uD83D\uDE00", "'\uD83D\uDE00'")]
    public void ValuesStandInQuotes(object? value, string expected) => Assert.AreEqual(expected, Quoted.Value(value));

    [TestMethod]
    public void HalvesOfSurrogatePairsAreShownByANumber() => Assert.AreEqual("'half \\uFFFD'", Quoted.Value("half \uD83D"));

    [TestMethod]
    public void LongOnesAreCut()
    {
        Assert.AreEqual($"'{new string('a', 100)}'", Quoted.Value(new string('a', 100)));
        Assert.AreEqual($"'{new string('a', 100)}'... (10000000 characters)", Quoted.Value(new string('a', 10_000_000)));
    }

    [TestMethod]
    public void ManyAreCounted()
    {
        Assert.AreEqual("'0', '1'", Quoted.List([0, 1]));
        Assert.AreEqual("'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a' and 5 more",
            Quoted.List(Enumerable.Repeat("a", 25)));
    }
}
