using Ple.MLNet.Interop;
using TorchSharp;

[assembly: DoNotParallelize]

namespace Ple.MLNet.Tests;

[TestClass]
public static class TestSetup
{
    /// <summary>One thread: bit-equal results need the same thread count.</summary>
    [AssemblyInitialize]
    public static void Initialize(TestContext _)
    {
        TorchBackend.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
