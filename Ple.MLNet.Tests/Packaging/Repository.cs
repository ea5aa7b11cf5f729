using System.Xml.Linq;

namespace Ple.MLNet.Tests.Packaging;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The version of a package as the solution pins it.</summary>
    public static string PackageVersion(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(p => p.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ple.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the checkout of Ple.sln.");
        return folder.FullName;
    }
}
