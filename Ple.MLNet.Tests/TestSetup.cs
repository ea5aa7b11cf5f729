using Ple.MLNet.Interop;
using TorchSharp;

[assembly: Parallelize(Workers = 0, Scope = ExecutionScope.ClassLevel)] // a test computes on one thread: as many classes at a time as there are cores

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
