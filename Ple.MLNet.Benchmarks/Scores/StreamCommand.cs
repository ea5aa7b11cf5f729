using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Benchmarks.Scores;

/// <summary>A million rows of 64 features scored from a text file: seconds and the most memory that the process took.</summary>
internal static class StreamCommand
{
    private const int Dimensions = 64;

    public static int Run(int rows)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Environment.ProcessId}-features.csv");
        try
        {
            Write(file, rows);
            var ml = new MLContext(seed: 1);
            IDataView view = ml.Data.LoadFromTextFile(file, new TextLoader.Options { Separators = [','], Columns = [new("Features", DataKind.Single, 0, Dimensions - 1)] });
            var watch = Stopwatch.StartNew();
            FidTransformer scorer = ml.Ple.FidScorer().Fit(ml.Data.TakeRows(view, rows / 2));
            FidReport report = scorer.Score(view);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {Dimensions} features, and half of them as the real ones: FID {report.Fid:g4}, KID {report.Scores.Kid:g3}, {watch.Elapsed.TotalSeconds:0.0} s, " +
                $"at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB resident"));
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Write(string file, int rows)
    {
        var random = new Random(1);
        using var writer = new StreamWriter(file);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < Dimensions; i++)
            {
                if (i > 0)
                    writer.Write(',');
                writer.Write((random.NextDouble() + random.NextDouble() - 1).ToString("0.####", CultureInfo.InvariantCulture));
            }
            writer.WriteLine();
        }
    }
}
