namespace Ple.MLNet.Tests.Samples;

/// <summary>What a command wrote as CSV without quotes.</summary>
internal static class CsvRows
{
    /// <summary>Lines as cells by the name of their column.</summary>
    public static Dictionary<string, string>[] Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return [.. lines.Skip(1).Select(line => lines[0].Split(',').Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }
}
