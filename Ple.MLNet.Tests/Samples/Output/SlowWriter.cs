using Microsoft.ML;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Augment;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Tests.Samples.Fairness;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Output;

/// <summary>A process of its own that writes an output of the samples onto a disk that stops in the middle, until the process is killed.</summary>
internal static class SlowWriter
{
    /// <summary>Tells the program to be this process; kind, folder and the byte to stop at follow.</summary>
    public const string Argument = "write-slowly";

    /// <summary>What the process says, for the test to hear, when the disk has stopped.</summary>
    public const string Stopped = "stopped";

    public static IReadOnlyList<string> Kinds { get; } = ["augmented.csv", "fairness.csv", "sheet.png", "generator.zip"];

    /// <summary>The table that <c>augmented.csv</c> starts with must lie in the folder as this.</summary>
    public const string Table = "table.csv";

    /// <param name="kind">One of <see cref="Kinds"/>; the file's name too.</param>
    /// <param name="folder">Where it is written.</param>
    /// <param name="pause">The disk stops for ever after this many bytes.</param>
    public static void Run(string kind, string folder, long pause)
    {
        AtomicFile.Disk = file => new SlowDisk(file, pause, () =>
        {
            Console.WriteLine(Stopped);
            Thread.Sleep(Timeout.Infinite);
        });
        Write(kind, folder);
    }

    /// <summary>Writes by the code that the commands write by.</summary>
    public static void Write(string kind, string folder)
    {
        string path = Path.Combine(folder, kind);
        switch (kind)
        {
            case "augmented.csv":
                DelimitedFile table = DelimitedFile.Read(Path.Combine(folder, Table), new() { Label = "Class", Excluded = ["Id"] });
                var rows = new DelimitedView(table.Columns, [.. Enumerable.Range(0, table.RowCount)]);
                AugmentedFile.Write(path, table, rows, quoteFormulas: false, CancellationToken.None);
                break;
            case "fairness.csv":
                FairnessCsv.Write(path, Enumerable.Range(1, 20).Select(seed => FairnessTableTests.Result("mle", seed, 70)));
                break;
            case "sheet.png":
                ImageDataSet images = TinyImages.Bars(60, seed: 1);
                CaptionedSheet.Write(path, ["A sheet"], [new("images", [.. Enumerable.Range(0, images.Count).Select(images.Row)])], images.Width, images.Height, columns: 10);
                break;
            case "generator.zip":
                var mlContext = new MLContext();
                ModelFile.Save(path, mlContext, StoredRows.Model(mlContext, TinyImages.Bars(60, seed: 1)), GeneratorInput.Rows(mlContext, 0).Schema);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such output.");
        }
    }
}
