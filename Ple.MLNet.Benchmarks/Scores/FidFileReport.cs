using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Benchmarks.Peers;

namespace Ple.MLNet.Benchmarks.Scores;

/// <summary>FID end to end, from files of plain float32 to the number, beside numpy and scipy on the same machine: in turns, on one thread.</summary>
internal static class FidFileReport
{
    private const int BufferedBytes = 1 << 16;

    private sealed record Row(float[] Features);

    public static int Run(string python)
    {
        TorchSharp.torch.set_num_threads(1);
        var peer = new PythonPeer(python);
        Console.WriteLine($"{"features x rows",-18}{"ours: least, median, most (ms)",32}{"numpy + scipy",32}{"ours / theirs",16}{"relative difference",22}");
        foreach ((int dimensions, int rows, int turns) in new[] { (64, 50_000, 25), (512, 50_000, 7), (2048, 10_000, 3) })
        {
            string folder = Directory.CreateTempSubdirectory("ple-fid").FullName;
            try
            {
                Write(Path.Combine(folder, "real"), dimensions, rows, seed: 1);
                Write(Path.Combine(folder, "generated"), dimensions, rows, seed: 2);
                (double own, double other) = (0, 0);
                (double[] ours, double[] theirs) = Turns.Measure(turns, Ours, Theirs);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{$"{dimensions} x {rows}",-18}{Turns.Text(ours),32}{Turns.Text(theirs),32}{Turns.Median(ours) / Turns.Median(theirs),16:0.00}{Math.Abs(own - other) / other,22:g2}"));

                double? Ours()
                {
                    own = Fid(folder, dimensions);
                    return null;
                }

                double? Theirs()
                {
                    string[] words = peer.RunScript("fid_files.py", dimensions.ToString(CultureInfo.InvariantCulture), Path.Combine(folder, "real.f32"), Path.Combine(folder, "generated.f32"))[0];
                    other = double.Parse(words[1], CultureInfo.InvariantCulture);
                    return 1000 * double.Parse(words[0], CultureInfo.InvariantCulture);
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return 0;
    }

    private static double Fid(string folder, int dimensions)
    {
        var ml = new MLContext(seed: 1);
        IDataView Read(string name) => ml.Data.LoadFromEnumerable(Rows(Path.Combine(folder, $"{name}.f32"), dimensions), Schema(dimensions));
        return ml.Ple.FidScorer(new Scoring.FidScorerOptions { Metrics = new() { SampleRows = 0 } }).Fit(Read("real")).Score(Read("generated")).Fid;
    }

    /// <summary>One object for all rows: ML.NET copies each as it reads it.</summary>
    private static IEnumerable<Row> Rows(string path, int dimensions)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferedBytes);
        var row = new Row(new float[dimensions]);
        while (file.ReadAtLeast(MemoryMarshal.AsBytes(row.Features.AsSpan()), dimensions * sizeof(float), throwOnEndOfStream: false) == dimensions * sizeof(float))
            yield return row;
    }

    private static SchemaDefinition Schema(int dimensions)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return schema;
    }

    /// <summary>Correlated features as plain float32.</summary>
    private static void Write(string path, int dimensions, int rows, int seed)
    {
        var random = new Random(seed);
        float[] before = new float[dimensions], row = new float[dimensions];
        using FileStream plain = File.Create(path + ".f32");
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                before[i] = (float)(random.NextDouble() + random.NextDouble() - 1);
                row[i] = (before[i] + 0.5f * before[Math.Max(0, i - 1)]) * (1 + 0.1f * (i % 7)) + 0.01f * seed;
            }
            plain.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }
}
