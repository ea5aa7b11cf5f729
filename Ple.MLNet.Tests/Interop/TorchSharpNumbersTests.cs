using System.Reflection;
using Ple.MLNet.Interop;
using TorchSharp;

namespace Ple.MLNet.Tests.Interop;

/// <summary>
/// Numbers that TorchSharp wraps behind one's back are freed by a garbage collection during the native call that reads them. Which of its methods
/// do that is read from TorchSharp's own compiled code, so that nothing depends on luck.
/// </summary>
[TestClass]
public class TorchSharpNumbersTests
{
    private static readonly HashSet<MethodBase> _unsafe = MethodsThatMakeNumbers(typeof(torch).Assembly);

    [TestMethod]
    public void BannedSymbols_AreAllPublicMethodsThatMakeANumber()
    {
        string[] expected = [.. _unsafe.Where(IsVisible).Select(DocumentationId.Of).Distinct().Order(StringComparer.Ordinal)];
        string[] banned = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "BannedSymbols.txt")).Select(line => line.Split(';')[0])];

        Assert.IsGreaterThan(300, expected.Length);
        Assert.AreEqual("", string.Join('\n', expected.Except(banned)), "Add these lines to BannedSymbols.txt.");
        Assert.AreEqual("", string.Join('\n', banned.Except(expected)), "These lines of BannedSymbols.txt name nothing that makes a number.");
    }

    [TestMethod]
    public void Library_MakesNumbersInOnePlace()
    {
        string[] uses = [.. IlCalls.MethodsOf(typeof(PleCatalog).Assembly)
            .SelectMany(method => IlCalls.Of(method).Where(_unsafe.Contains).Select(used => $"{method.DeclaringType!.Name}.{method.Name} uses {DocumentationId.Of(used)}"))
            .Where(use => !use.StartsWith($"{nameof(Lasting)}.{nameof(Lasting.Number)} ", StringComparison.Ordinal))
            .Where(use => !use.StartsWith("BatchNormalization.Of", StringComparison.Ordinal)) // see there
            .Distinct()];

        Assert.IsEmpty(uses, string.Join('\n', uses));
    }

    [TestMethod]
    [DataRow(nameof(torch.Tensor.square))]
    [DataRow("op_Addition")]
    public void Unsafe_HoldsWhatIsKnownToDie(string method)
        => Assert.IsTrue(_unsafe.Any(m => m.DeclaringType == typeof(torch.Tensor) && m.Name == method));

    /// <summary>What reaches the constructor of a Scalar; and what makes an object, such as a layer or an optimizer, one of whose virtual methods does.</summary>
    private static HashSet<MethodBase> MethodsThatMakeNumbers(Assembly torchSharp)
    {
        ILookup<MethodBase, MethodBase> callers = IlCalls.MethodsOf(torchSharp)
            .SelectMany(method => IlCalls.Of(method).Select(named => (Named: named, By: method)))
            .ToLookup(c => c.Named, c => c.By);
        var found = new HashSet<MethodBase>(typeof(Scalar).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic));
        var open = new Queue<MethodBase>(found);
        while (open.TryDequeue(out MethodBase? method))
        {
            IEnumerable<MethodBase> next = callers[method];
            if (method is MethodInfo { IsVirtual: true } hidden && hidden.GetBaseDefinition() != hidden)
                next = next.Concat(hidden.DeclaringType!.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
            foreach (MethodBase caller in next.Where(found.Add))
                open.Enqueue(caller);
        }
        return found;
    }

    private static bool IsVisible(MethodBase method)
        => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType!.IsVisible;
}
