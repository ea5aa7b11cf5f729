using System.CommandLine;
using Ple.MLNet.Interop;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using TorchSharp;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Options that commands on images share.</summary>
internal sealed class ImageRunArguments
{
    /// <summary>What <c>--data</c> is where it is images.</summary>
    private const string Folder = "Folder of four IDX files, gzipped or not, or of CIFAR-10's binary files; without it, MNIST";

    private readonly Option<string> _data, _output, _cache;
    private readonly Option<int> _threads;

    private ImageRunArguments(Option<string> data, Option<string> output, Option<string> cache, Option<int> threads) => (_data, _output, _cache, _threads) = (data, output, cache, threads);

    /// <param name="command">Gets the options.</param>
    /// <param name="data">Description of <c>--data</c>.</param>
    public static ImageRunArguments AddTo(Command command, string data = Folder)
    {
        var added = new ImageRunArguments(
            new("--data") { Description = data },
            new("--output") { Description = "Folder for the results; made if absent", DefaultValueFactory = _ => "out" },
            OracleCache.Option(),
            new("--threads") { Description = "Threads to compute with; results repeat exactly for the same number", DefaultValueFactory = _ => 1 });
        added._threads.Validators.Add(Validate.Between(1, 256));
        foreach (Option option in new Option[] { added._data, added._output, added._cache, added._threads })
            command.Add(option);
        return added;
    }

    /// <summary>As given; null without.</summary>
    public string? Data(ParseResult arguments) => arguments.GetValue(_data);

    public string DataFolder(ParseResult arguments) => Data(arguments) ?? ImageFolder.Shipped;

    public string OutputFolder(ParseResult arguments) => arguments.GetRequiredValue(_output);

    public OracleCache? Cache(ParseResult arguments) => OracleCache.Of(arguments.GetRequiredValue(_cache));

    /// <summary>Loads libtorch and sets the threads.</summary>
    public void UseThreads(ParseResult arguments)
    {
        TorchBackend.EnsureLoaded();
        torch.set_num_threads(arguments.GetValue(_threads));
    }
}
