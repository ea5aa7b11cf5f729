using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Ple.MLNet.Tests.Samples;

namespace Ple.MLNet.Tests.Packaging;

/// <summary>Ple.MLNet as a package in a folder, of a version that no cache knows, and applications that take it from there.</summary>
internal sealed class PackageFeed : IDisposable
{
    private static readonly string _configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
    private readonly TestFolder _folder = new();
    private readonly string _version = $"0.1.0-test.{DateTime.UtcNow.Ticks}";
    private string? _cached;

    private PackageFeed()
    {
    }

    /// <summary>Packs what these tests were built with, and leaves the checkout as it is.</summary>
    public static async Task<PackageFeed> Pack()
    {
        var feed = new PackageFeed();
        string project = Path.Combine(Repository.Root, "Ple.MLNet", "Ple.MLNet.csproj");
        await Dotnet.Run(feed._folder.Path, "pack", project, "--no-build", "--disable-build-servers", "-c", _configuration, "--output", feed._folder["feed"],
            $"-p:PackageVersion={feed._version}", $"-p:NuspecOutputPath={feed._folder["nuspec"]}");
        return feed;
    }

    /// <summary>A text file of the package.</summary>
    public string Read(string name)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(name)));
        return reader.ReadToEnd();
    }

    /// <summary>A file of the package, or of its symbols' package.</summary>
    public byte[] Bytes(string name, string kind = "nupkg")
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(_folder["feed"], $"Ple.MLNet.{_version}.{kind}"));
        using var content = new MemoryStream();
        using Stream entry = package.GetEntry(name)!.Open();
        entry.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>What the package says of itself.</summary>
    public XDocument Nuspec() => XDocument.Parse(Read("Ple.MLNet.nuspec"));

    /// <summary>Makes an application of one source file. A warning, such as one of a package in another version than asked for, is an error.</summary>
    /// <returns>Its folder, where it lies as "app/NAME.dll".</returns>
    public async Task<string> BuildApplication(string name, string program)
    {
        string folder = Directory.CreateDirectory(_folder[name]).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="feed" value="{_folder["feed"]}" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
                <CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>true</CreateHardLinksForCopyFilesToOutputDirectoryIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Ple.MLNet" Version="{_version}" />
                <PackageReference Include="TorchSharp-cpu" Version="{Repository.PackageVersion("TorchSharp-cpu")}" />
              </ItemGroup>
            </Project>
            """);
        await Dotnet.Run(folder, "restore", "--disable-build-servers");
        _cached = Path.Combine(PackageCache(folder), "ple.mlnet", _version);
        await Dotnet.Run(folder, "build", "--no-restore", "--disable-build-servers", "--output", "app");
        return folder;
    }

    public void Dispose()
    {
        if (_cached is not null)
            Directory.Delete(_cached, recursive: true);
        _folder.Dispose();
    }

    private static string PackageCache(string project)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(project, "obj", "project.assets.json")));
        return assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
    }
}
