using System.Globalization;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// Pictures of what was compared for a pair of classes: of the real images and of each method's the first of the majority class, then those of the minority class; and real,
/// plain and corrected ones side by side.
/// </summary>
/// <param name="folder">Where they are written.</param>
/// <param name="prefix">Of each name.</param>
internal sealed class FairnessSheets(string folder, string prefix)
{
    private const string RealName = "real", ComparisonName = "comparison";
    private const int Columns = 16, ImagesOfClass = Columns * 7, ComparedOfClass = 30;

    private readonly List<ComparedImages> _compared = [];

    public string Folder => folder;

    /// <summary>Of all files that may be written.</summary>
    public IEnumerable<string> Names(IEnumerable<IFairnessMethod> methods) => methods.Select(m => m.Name).Append(RealName).Append(ComparisonName).Select(name => $"{prefix}{name}.png");

    /// <summary>The task's training images.</summary>
    public void AddReal(ImbalancedTask task, int seed)
    {
        float[][] Images(byte label) => [.. task.Training.Positions(label).Take(ImagesOfClass).Select(task.Training.Row)];
        float[][] majority = Images(task.Majority), minority = Images(task.Minority);
        Write(RealName, task,
            [$"real images, seed {seed}", "Training images, the first of each class: what the methods learn from."],
            new(Title(task.Majority, "majority", OfMajority(task, task.MinorityFrequency), "training"), majority), new(Title(task.Minority, "minority", task.MinorityFrequency, "training"), minority));
        _compared.Add(new("real", [.. majority.Take(ComparedOfClass)], [.. minority.Take(ComparedOfClass)]));
    }

    /// <param name="generated">Pixels of each image.</param>
    /// <param name="classes">Of the generated images, in their order.</param>
    public void Add(ImbalancedTask task, FairnessResult result, IEnumerable<float[]> generated, IEnumerable<string> classes)
    {
        List<float[]> majority = [], minority = [];
        foreach ((float[] image, string name) in generated.Zip(classes))
        {
            List<float[]>? block = name == ClassName.Of(task.Majority) ? majority : name == ClassName.Of(task.Minority) ? minority : null;
            if (block?.Count < ImagesOfClass)
                block.Add(image);
            if (majority.Count == ImagesOfClass && minority.Count == ImagesOfClass)
                break;
        }
        FairnessScores scores = result.Scores;
        string fids = $"FID majority {Fid(scores.FidMajority)}, FID minority {Fid(scores.FidMinority)}";
        Write(result.Method, task,
            [
                $"{result.Model} by {result.Method}, seed {result.Seed}: {fids}",
                $"Generated images, the first of each class; classes as oracle 1 names them. FIDs and shares are means over {result.Verdicts.Count} oracles.",
            ],
            new(Title(task.Majority, "majority", OfMajority(task, scores.MinorityFrequency), "generated"), majority), new(Title(task.Minority, "minority", scores.MinorityFrequency, "generated"), minority));
        string? label = result.Method switch { GeneratorMethod.Baseline => "plain", GeneratorMethod.Corrected => "corrected", _ => null };
        if (label is null)
            return;
        _compared.Add(new($"{result.Model}, {label}: FID {Fid(scores.FidMajority)} / {Fid(scores.FidMinority)}", [.. majority.Take(ComparedOfClass)], [.. minority.Take(ComparedOfClass)]));
        ComparisonSheet.Write(Path.Combine(folder, $"{prefix}{ComparisonName}.png"), _compared, $"class {task.Majority}, majority", $"class {task.Minority}, minority",
            task.Training.Width, task.Training.Height);
    }

    private void Write(string name, ImbalancedTask task, IReadOnlyList<string> caption, params IReadOnlyList<SheetBlock> blocks) =>
        CaptionedSheet.Write(Path.Combine(folder, $"{prefix}{name}.png"), caption, blocks, task.Training.Width, task.Training.Height, Columns);

    /// <summary>Null among all classes, where it is not what the minority leaves.</summary>
    private static double? OfMajority(ImbalancedTask task, double ofMinority) => task.Classes.Length == 2 ? 1 - ofMinority : null;

    private static string Title(byte label, string part, double? share, string kind)
        => string.Create(CultureInfo.InvariantCulture, $"class {label}, {part}") + (share is { } known ? string.Create(CultureInfo.InvariantCulture, $": {100 * known:0.0} % of the {kind} images") : "");

    private static string Fid(double fid) => double.IsNaN(fid) ? "n/a" : fid.ToString(fid < 1 ? "g2" : "0.0", CultureInfo.InvariantCulture);
}
