using Microsoft.ML;
using Ple.MLNet.Benchmarks.Damage;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;
using Ple.MLNet.Tests.Distributions;

namespace Ple.MLNet.Tests;

[TestClass]
[DoNotParallelize] // registers kinds of the process
public class PleKindsTests
{
    private const string Bernoulli = "tests.bernoulli";

    [TestMethod]
    public void ARegisteredFamilyIsSavedByItsName()
    {
        PleKinds.Register(Bernoulli, () => new BernoulliFamily());
        SavedKind kind = Saved(new BernoulliFamily());
        string payload = System.Text.Encoding.UTF8.GetString(kind.Entries.Model.Payload);
        StringAssert.Contains(payload, Bernoulli);
        Assert.IsFalse(payload.Contains(nameof(BernoulliFamily), StringComparison.Ordinal));
        var loaded = (DistributionTransformer)Load(kind.Entries);
        Assert.IsInstanceOfType<BernoulliFamily>(loaded.Family);
    }

    [TestMethod]
    public void AnUnknownNameIsAnErrorThatSaysWhatToCall()
    {
        PleKinds.Register(Bernoulli, () => new BernoulliFamily());
        var error = Assert.Throws<Exception>(() => Load(Renamed(Saved(new BernoulliFamily()), Bernoulli, "tests.stranger")));
        StringAssert.Contains(error.ToString(), "family of distributions named 'tests.stranger'");
        StringAssert.Contains(error.ToString(), "PleKinds.Register");
    }

    /// <summary>A file that names a type makes nothing of it run, neither its constructor nor its static one.</summary>
    [TestMethod]
    public void ATypeThatTheFileNamesDoesNotRun()
    {
        SavedKind kind = Saved(new GaussianFamily());
        foreach (string name in (string[])[typeof(UnknownFamily).AssemblyQualifiedName!, typeof(UnknownFamily).FullName!, nameof(UnknownFamily), "unknown"])
            Assert.Throws<Exception>(() => Load(Renamed(kind, "ple.gaussian", name)));
        Assert.IsFalse(UnknownFamilyWitness.HasRun);
    }

    [TestMethod]
    public void ANameBelongsToOneTypeAndATypeHasOneName()
    {
        Parallel.For(0, 20, _ => PleKinds.Register(Bernoulli, () => new BernoulliFamily()));
        Refused("taken by", () => PleKinds.Register(Bernoulli, () => new OtherFamily()));
        Refused("by the name 'tests.bernoulli' already", () => PleKinds.Register("tests.other", () => new BernoulliFamily()));
        Refused("by the name 'ple.gaussian' already", () => PleKinds.Register("tests.gaussian", () => new GaussianFamily()));
        Refused("library's own", () => PleKinds.Register("ple.other", () => new OtherFamily()));
        Refused("surrogate", () => PleKinds.Register("a\uD800", () => new OtherFamily()));
        Refused("101 characters", () => PleKinds.Register(new string('a', 101), () => new OtherFamily()));
        Refused("null", () => PleKinds.Register("tests.null", () => (DistributionFamily)null!));
        Assert.Throws<ArgumentException>(() => PleKinds.Register(" ", () => new OtherFamily()));
        Assert.Throws<ArgumentException>(() => PleKinds.Register("tests.null", (Func<DistributionFamily>)null!));
    }

    private static void Refused(string message, Action action) => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(action).Message, message);

    private static SavedKind Saved(DistributionFamily family)
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(((double[])[0, 1, 1, 0, 1]).Select(v => new { Value = v }));
        return SavedKind.Of("own", ml, ml.Ple.Distribution("Value", family), data);
    }

    private static ModelEntries Renamed(SavedKind kind, string from, string to)
    {
        byte[] payload = kind.Entries.Model.Payload, old = Text(from);
        int place = payload.AsSpan().IndexOf(old);
        ModelEntries entries = kind.Entries.Copy();
        entries.Model = entries.Model.WithPayload([.. payload.AsSpan(0, place), .. Text(to), .. payload.AsSpan(place + old.Length)]);
        return entries;

        static byte[] Text(string text)
        {
            using var stream = new MemoryStream();
            using (var writer = new BinaryWriter(stream))
                writer.Write(text);
            return stream.ToArray();
        }
    }

    private static ITransformer Load(ModelEntries entries) => new MLContext().Model.Load(new MemoryStream(entries.ToFile()), out _);

    private sealed class OtherFamily() : MeanFamily(0, 1)
    {
        public override string Name => "other";

        public override string Support => "numbers";

        public override bool Supports(double value) => true;

        public override double Sample(ReadOnlySpan<double> parameters, Random random) => 0;

        public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => 0;
    }
}
