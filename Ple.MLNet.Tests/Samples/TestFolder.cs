namespace Ple.MLNet.Tests.Samples;

/// <summary>A folder for one test's files, removed afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samples-test-");

    public string Path => _folder.FullName;

    public string this[string fileName] => System.IO.Path.Combine(Path, fileName);

    public void Dispose() => _folder.Delete(recursive: true);
}
