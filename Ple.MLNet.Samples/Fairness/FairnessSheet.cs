using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Pictures of what was compared: the first images of the majority class, then those of the minority class.</summary>
internal static class FairnessSheet
{
    public const string RealName = "real.png";
    private const int Columns = 16, ImagesOfClass = Columns * 7;

    /// <summary>The task's training images.</summary>
    public static void WriteReal(string path, ImbalancedTask task, int seed)
    {
        SheetBlock Block(byte label, string part, double share) => new(
            Title(label, part, share, "training"), [.. task.Training.Positions(label).Take(ImagesOfClass).Select(task.Training.Row)]);
        Write(path, task,
            [$"real images, seed {seed}", "Training images, the first of each class: what the methods learn from."],
            [Block(task.Majority, "majority", 1 - task.MinorityFrequency), Block(task.Minority, "minority", task.MinorityFrequency)]);
    }

    /// <param name="generated">Column Features.</param>
    /// <param name="classes">Of the generated images, in their order.</param>
    public static void WriteGenerated(string path, ImbalancedTask task, FairnessResult result, IDataView generated, IEnumerable<string> classes)
    {
        List<float[]> majority = [], minority = [];
        foreach ((float[] image, string name) in generated.GetColumn<float[]>(PixelColumn.Name).Zip(classes))
        {
            List<float[]> block = name == ClassName.Of(task.Majority) ? majority : minority;
            if (block.Count < ImagesOfClass)
                block.Add(image);
            if (majority.Count == ImagesOfClass && minority.Count == ImagesOfClass)
                break;
        }
        FairnessScores scores = result.Scores;
        Write(path, task,
            [
                $"{result.Method}, seed {result.Seed}: FID majority {Fid(scores.FidMajority)}, FID minority {Fid(scores.FidMinority)}",
                $"Generated images, the first of each class; classes as oracle 1 names them. FIDs and shares are means over {result.Verdicts.Count} oracles.",
            ],
            [
                new(Title(task.Majority, "majority", 1 - scores.MinorityFrequency, "generated"), majority),
                new(Title(task.Minority, "minority", scores.MinorityFrequency, "generated"), minority),
            ]);
    }

    private static void Write(string path, ImbalancedTask task, IReadOnlyList<string> caption, IReadOnlyList<SheetBlock> blocks) =>
        CaptionedSheet.Write(path, caption, blocks, task.Training.Width, task.Training.Height, Columns);

    private static string Title(byte label, string part, double share, string kind) => string.Create(
        CultureInfo.InvariantCulture, $"class {label}, {part}: {100 * share:0.0} % of the {kind} images");

    private static string Fid(double fid) => double.IsNaN(fid) ? "n/a" : fid.ToString(fid < 1 ? "g2" : "0.0", CultureInfo.InvariantCulture);
}
