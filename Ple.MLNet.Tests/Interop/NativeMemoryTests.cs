using Ple.MLNet.Interop;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class NativeMemoryTests
{
    [TestMethod]
    public void Dispose_FreesOnce_AndRefusesUses()
    {
        int freed = 0;
        var memory = new NativeMemory(() => freed++);
        memory.Begin(this).Dispose();
        Assert.AreEqual(0, freed);

        memory.Dispose();
        memory.Dispose();

        Assert.AreEqual(1, freed);
        string message = Assert.ThrowsExactly<ObjectDisposedException>(() => memory.Begin(this)).Message;
        Assert.Contains(nameof(NativeMemoryTests), message);
    }

    [TestMethod]
    public void Dispose_WhileInUse_FreesWhenTheLastUseEnds()
    {
        int freed = 0;
        var memory = new NativeMemory(() => freed++);
        using (memory.Begin(this))
        {
            using (memory.Begin(this))
                memory.Dispose();
            Assert.AreEqual(0, freed);
        }
        Assert.AreEqual(1, freed);
    }
}
