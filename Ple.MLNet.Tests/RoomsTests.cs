using System.Reflection;
using System.Text.RegularExpressions;
using Ple.MLNet.Tests.Interop;
using Ple.MLNet.Tests.Packaging;

namespace Ple.MLNet.Tests;

/// <summary>The rooms of the library, its namespaces, use each other in one direction. The order is the drawing in the README; the arrows are those of the
/// compiled library: base types, fields, signatures and the code itself.</summary>
[TestClass]
public partial class RoomsTests
{
    private static readonly Assembly _library = typeof(PleCatalog).Assembly;

    [TestMethod]
    public void NoArrowRunsUp()
    {
        Dictionary<string, int> floors = Floors();
        string[] up = [.. Arrows().Where(a => floors[a.To] >= floors[a.From]).Select(a => $"{a.From} -> {a.To} by {a.By}")];
        Assert.IsEmpty(up, string.Join('\n', up));
    }

    [TestMethod]
    public void TheDrawingHasEveryRoomOnce()
        => CollectionAssert.AreEquivalent(_library.GetTypes().Select(RoomOf).OfType<string>().Distinct().ToArray(), Floors().Keys.ToArray());

    /// <summary>The root has the front door, which knows all rooms; and words that rooms share which do not know each other: they know nothing.</summary>
    [TestMethod]
    public void RoomsKnowNothingOfTheRootButEnums()
    {
        string[] up = [.. _library.GetTypes().Where(t => RoomOf(t) is not null)
            .SelectMany(t => UsedBy(t).Where(used => used.Namespace == "Ple.MLNet" && !used.IsEnum), (type, used) => $"{type.FullName} -> {used.FullName}").Distinct()];
        Assert.IsEmpty(up, string.Join('\n', up));
    }

    /// <summary>A test of the test: what is known to be there is found.</summary>
    [TestMethod]
    [DataRow("Training", "Models")]
    [DataRow("Scoring", "Statistics")]
    public void ArrowsAreFound(string from, string to) => Assert.IsTrue(Arrows().Any(a => a.From == from && a.To == to));

    /// <summary>Of each room, how many lines of the drawing lie above it.</summary>
    private static Dictionary<string, int> Floors()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string[] lines = Drawing().Match(readme).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Index().SelectMany(l => l.Item.Split('|', StringSplitOptions.TrimEntries), (line, room) => (room, line.Index)).ToDictionary(r => r.room, r => r.Index);
    }

    private static IEnumerable<(string From, string To, string By)> Arrows()
    {
        foreach (Type type in _library.GetTypes())
        {
            if (RoomOf(type) is not string from)
                continue;
            foreach (string to in UsedBy(type).Select(RoomOf).OfType<string>().Distinct())
            {
                if (to != from)
                    yield return (from, to, type.Name);
            }
        }
    }

    /// <summary>Types of the library.</summary>
    private static IEnumerable<Type> UsedBy(Type type) => TypesUsedBy(type).SelectMany(Parts).Where(t => t.Assembly == _library);

    private static IEnumerable<Type> TypesUsedBy(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        MethodBase[] methods = [.. type.GetMembers(Own).OfType<MethodBase>()];
        IEnumerable<Type?> used =
        [
            type.BaseType, .. type.GetInterfaces(), .. type.GetFields(Own).Select(f => f.FieldType),
            .. methods.SelectMany(m => m.GetParameters()).Select(p => p.ParameterType), .. methods.OfType<MethodInfo>().Select(m => m.ReturnType),
            .. methods.SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []).Select(v => v.LocalType),
            .. methods.SelectMany(IlCalls.Of).Select(m => m.DeclaringType),
        ];
        return used.OfType<Type>();
    }

    private static IEnumerable<Type> Parts(Type type)
        => type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];

    /// <summary>The part of its namespace after the library's; null in the root, which is above all rooms.</summary>
    private static string? RoomOf(Type type)
        => type.Namespace is { } name && name.StartsWith("Ple.MLNet.", StringComparison.Ordinal) ? name.Split('.')[2] : null;

    [GeneratedRegex(@"```rooms\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
