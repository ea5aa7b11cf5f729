using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Microsoft.ML;
using Ple.MLNet.Images;
using Ple.MLNet.Samples.Output;
using TorchSharp;

namespace Ple.MLNet.Samples.Images;

/// <summary>
/// Trained classifiers in a folder, each under the SHA-256 of all that its weights depend on: images, labels, options, threads, and the builds of this library and of libtorch. What is
/// damaged there counts as absent.
/// </summary>
/// <param name="folder">Made at the first file.</param>
internal sealed class OracleCache(string folder)
{
    /// <summary>In place of a folder: no cache.</summary>
    public const string None = "none";

    /// <summary>Where applications of this user keep what they can make anew.</summary>
    public static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Ple.MLNet", "oracles");

    /// <summary><c>--cache</c>, of every command that trains oracles.</summary>
    public static Option<string> Option() => new("--cache") { Description = "Folder where trained oracles are kept and taken from; none keeps none", DefaultValueFactory = _ => DefaultFolder };

    /// <param name="folderOrNone">As the user gave it.</param>
    public static OracleCache? Of(string folderOrNone) => folderOrNone == None ? null : new(folderOrNone);

    /// <summary>The file of a classifier that is trained so.</summary>
    public string FileOf(ImageDataSet images, OracleOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string settings = string.Create(CultureInfo.InvariantCulture, $"{options.Network} {options.Epochs} {Math.Min(options.TrainingImages, images.Count)} {options.BatchSize} {options.Seed} {images.Width} {images.Height} {images.Count}");
        string build = $"{typeof(ImageClassifierTransformer).Assembly.ManifestModule.ModuleVersionId} {torch.__version__} {torch.get_num_threads()} {Instructions()}";
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{settings}\n{build}\n"));
        hash.AppendData(images.Pixels);
        hash.AppendData(images.Labels);
        return Path.Combine(folder, Convert.ToHexStringLower(hash.GetHashAndReset()) + ".zip");
    }

    /// <returns>Null where there is none, or a damaged one.</returns>
    public static ImageClassifierTransformer? Load(MLContext mlContext, string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            ITransformer model = mlContext.Model.Load(file, out _);
            if (model is ImageClassifierTransformer classifier)
                return classifier;
            (model as IDisposable)?.Dispose();
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException) // of the many ways in which a file is damaged
        {
            return null;
        }
    }

    /// <summary>Whole or not at all, in place of a damaged one.</summary>
    /// <returns>What kept it from being written; null if nothing.</returns>
    public static string? Save(MLContext mlContext, string file, ImageClassifierTransformer classifier, DataViewSchema input)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            ModelFile.Save(file, mlContext, classifier, input);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserErrorException)
        {
            return e.Message;
        }
    }

    /// <summary>What libtorch chooses its kernels by.</summary>
    private static string Instructions()
        => $"{Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY")} {Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported} {Avx2.IsSupported} {Fma.IsSupported}";
}
