using Ple.MLNet.Interop;
using TorchSharp;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class TorchBackendTests
{
    [TestMethod]
    public void LoadsAndComputes()
    {
        TorchBackend.EnsureLoaded();
        using torch.Tensor sum = torch.ones(3).sum();
        Assert.AreEqual(3f, sum.item<float>());
    }

    [TestMethod]
    public void NothingIsLeftInTheTemporaryFolder()
    {
        TorchBackend.EnsureLoaded();
        Assert.IsEmpty(Directory.GetDirectories(Path.GetTempPath(), $"ple-mlnet-{Environment.ProcessId}-*"));
    }

    [TestMethod]
    public void AForeignFileIsNotPatched()
    {
        Assert.IsNull(ElfPatch.WithoutIosBaseLibraryInit([.. "not an ELF file, but long enough"u8]));
        Assert.IsNull(ElfPatch.WithoutIosBaseLibraryInit([.. "\u007fELF\u0002\u0001"u8, .. new byte[200]]));
    }
}
