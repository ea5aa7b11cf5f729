using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Terminal;
using TorchSharp;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>The hidden command <c>own-model-rows</c>: another process that knows the kind by its name alone, loads a saved model, and prints its points.</summary>
internal static class OtherProcess
{
    private const string Name = "own-model-rows";

    public static Command Create()
    {
        var model = new Option<string>("--model") { Required = true };
        var count = new Option<int>("--count") { Required = true };
        var command = new Command(Name) { model, count };
        command.Hidden = true;
        command.SetWork((arguments, console, _) =>
        {
            RectifiedFlowOptions.Register();
            using var generator = (PleGenerativeTransformer)new MLContext().Model.Load(arguments.GetRequiredValue(model), out DataViewSchema _);
            foreach (float[] row in TwoMoons.Read(generator.Generate(arguments.GetValue(count))))
                console.Profile.Out.Writer.WriteLine(string.Join(' ', row.Select(v => v.ToString("r", CultureInfo.InvariantCulture))));
        });
        return command;
    }

    /// <summary>The model's first points as another process makes them.</summary>
    /// <exception cref="InvalidOperationException">That process failed: the message is its own.</exception>
    public static async Task<float[][]> ReadRows(string model, int count, CancellationToken cancellation)
    {
        // .../shared/Microsoft.NETCore.App/VERSION: the host that runs this process, whatever it was started by.
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(host, [typeof(OtherProcess).Assembly.Location, Name, "--model", model, "--count", count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = torch.get_num_threads().ToString(CultureInfo.InvariantCulture); // the same bits need as many threads
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation), errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"The process that reads '{model}' again failed: {(await errors).Trim()}");
            return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(
                line => Array.ConvertAll(line.Split(' '), v => float.Parse(v, CultureInfo.InvariantCulture)))];
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
