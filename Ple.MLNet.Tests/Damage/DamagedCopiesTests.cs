using Microsoft.ML;
using Ple.MLNet.Benchmarks.Damage;

namespace Ple.MLNet.Tests.Damage;

/// <summary>The damage command of the benchmarks, on fewer copies and in this process.</summary>
[TestClass]
public class DamagedCopiesTests
{
    private const int Copies = 1000;

    private static readonly SavedKinds _kinds = SavedKinds.Make();

    [TestMethod]
    public void DamagedCopiesDoNoHarm()
    {
        var copies = new DamagedCopies(_kinds.All, seed: 11);
        var tally = new DamageTally(copies);
        var trial = new CopyTrial(_kinds);
        for (int index = 0; index < Copies; index++)
            tally.Add(trial.Run(copies[index]));
        tally.Print();
        Assert.IsEmpty(tally.Violations, string.Join("\n", tally.Violations.Take(5)));
    }

    /// <summary>Else refusing everything would pass.</summary>
    [TestMethod]
    public void UndamagedCopiesAreUsed()
    {
        var trial = new CopyTrial(_kinds);
        foreach (SavedKind kind in _kinds.All)
        {
            CopyResult result = trial.Run(new(0, kind, DamageKind.FlippedInPayload, kind.Entries.ToFile()));
            Assert.AreEqual((CopyOutcome.Loaded, ""), (result.Outcome, result.Violation), $"{kind.Name}: {result.Message}");
            CopyResult again = trial.Run(new(0, kind, DamageKind.EditedPayload, WithPayload(kind, kind.Entries.Model.Payload)));
            Assert.AreEqual(CopyOutcome.Loaded, again.Outcome, $"{kind.Name}: {again.Message}");
        }
    }

    [TestMethod]
    public void EveryClassThatLoadsIsAmongTheKinds()
    {
        string[] expected = [.. typeof(PleCatalog).Assembly.CustomAttributes.Where(a => a.AttributeType.Name == "LoadableClassAttribute")
            .Select(a => (string)((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[^1].Value!).First().Value!)];
        CollectionAssert.AreEquivalent(expected, _kinds.All.Select(k => k.Entries.Model.LoaderSignature).Distinct().ToArray());
    }

    /// <summary>Every byte of every frame counts, and no length may lie.</summary>
    [TestMethod]
    public void APayloadWithAWrongHashNeverLoads()
    {
        var random = new Random(4);
        foreach (SavedKind kind in _kinds.All)
        {
            for (int i = 0; i < 20; i++)
            {
                ModelEntries entries = kind.Entries.Copy();
                entries.Model = entries.Model.WithFlippedFrame(random);
                var error = Assert.Throws<Exception>(() => new MLContext().Model.Load(new MemoryStream(entries.ToFile()), out _), kind.Name);
                Assert.IsTrue(Chain(error).Any(e => e is FormatException && e.Message.StartsWith("The model file is damaged", StringComparison.Ordinal)), error.ToString());
            }
        }
    }

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }

    private static byte[] WithPayload(SavedKind kind, byte[] payload)
    {
        ModelEntries entries = kind.Entries.Copy();
        entries.Model = entries.Model.WithPayload(payload);
        return entries.ToFile();
    }
}
