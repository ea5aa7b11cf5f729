using Microsoft.ML;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Interop;

/// <summary>A model file of another version is refused, and the message names both versions.</summary>
[TestClass]
public class FormatVersionTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(0x00010001, "format version 1.1")]
    [DataRow(0x00010002, "format version 1.2")]
    [DataRow(0x00010009, "format version 1.9")]
    public void BothVersionsAreNamed(int version, string expected)
    {
        using var generator = SmallGenerator.Fit(_mlContext);
        byte[] file = SavedModel.Save(_mlContext, generator, SmallGenerator.Data(_mlContext, 2).Schema);
        byte[] other = SavedModel.WithVersion(file, "PLEGENER", version);
        Exception error = Assert.Throws<Exception>(() => SavedModel.Load(other)).GetBaseException();
        Assert.IsInstanceOfType<FormatException>(error);
        StringAssert.Contains(error.Message, expected);
        StringAssert.Contains(error.Message, "this version of Ple.MLNet reads version 1.3 alone");
    }
}
