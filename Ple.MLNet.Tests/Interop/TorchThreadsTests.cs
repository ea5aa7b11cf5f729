using Ple.MLNet.Interop;
using TorchSharp;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
[DoNotParallelize] // sets the threads of the process
public class TorchThreadsTests
{
    /// <summary>The first to begin ends first: what the second found, and would have gone back to, is the first one's number.</summary>
    [TestMethod]
    public void FitsThatOverlap_LeaveTheNumberOfThreadsAsItWas()
    {
        int before = torch.get_num_threads(), afterwards = 0, during = 0, ofFirst = 0, ofSecond = 0;
        torch.set_num_threads(3);
        using var firstHasBegun = new ManualResetEventSlim();
        using var secondHasBegun = new ManualResetEventSlim();
        using var firstHasEnded = new ManualResetEventSlim();
        using var secondHasEnded = new ManualResetEventSlim();
        var first = new Thread(() =>
        {
            using (TorchThreads.Use(1))
            {
                firstHasBegun.Set();
                secondHasBegun.Wait();
            }
            firstHasEnded.Set();
            secondHasEnded.Wait();
            ofFirst = torch.get_num_threads();
        });
        var second = new Thread(() =>
        {
            firstHasBegun.Wait();
            using (TorchThreads.Use(2))
            {
                secondHasBegun.Set();
                firstHasEnded.Wait();
                during = torch.get_num_threads();
            }
            ofSecond = torch.get_num_threads();
            secondHasEnded.Set();
        });
        try
        {
            first.Start();
            second.Start();
            first.Join();
            second.Join();
            var fresh = new Thread(() => afterwards = torch.get_num_threads());
            fresh.Start();
            fresh.Join();

            Assert.AreEqual(2, during, "A fit that ends must not change the number of one that runs.");
            Assert.AreEqual(3, ofFirst);
            Assert.AreEqual(3, ofSecond);
            Assert.AreEqual(3, afterwards);
            Assert.AreEqual(3, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [TestMethod]
    public void Nothing_AskedFor_NothingChanged() => Assert.IsNull(TorchThreads.Use(null));
}
