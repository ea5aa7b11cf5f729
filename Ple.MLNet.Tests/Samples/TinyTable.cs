using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Ple.MLNet.Tests.Samples;

/// <summary>Small delimited files.</summary>
internal static class TinyTable
{
    /// <summary>A number, a category and a count that depend on the class a little; some missing.</summary>
    /// <returns>Path of the file.</returns>
    public static string Write(TestFolder folder, string name, char separator = ',', string newLine = "\n", params int[] sizes)
    {
        var random = new Random(3);
        var text = new StringBuilder();
        text.Append(string.Join(separator, "Class", "Size", "\"Color, outside\"", "Count", "Id")).Append(newLine);
        int[] classes = [.. sizes.SelectMany((size, index) => Enumerable.Repeat(index, size))];
        random.Shuffle(classes);
        foreach ((int row, int c) in classes.Index())
        {
            string size = random.Next(12) == 0 ? "NA" : Math.Round(c + 3 * random.NextDouble(), 2).ToString(CultureInfo.InvariantCulture);
            string color = new[] { "red", "\"dark\"\"blue\"", "?" }[Math.Min(2, random.Next(2 + c))];
            text.Append(string.Join(separator, $"class{c}", size, color, random.Next(9 + c), $"id{row}")).Append(newLine);
        }
        string path = folder[name];
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllText(path, text.ToString());
            return path;
        }
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text.ToString()));
        return path;
    }
}
