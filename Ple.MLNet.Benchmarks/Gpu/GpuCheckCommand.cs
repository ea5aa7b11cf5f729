using System.Diagnostics;
using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Gpu;

/// <summary>Whether a GPU computes what the CPU does: one step of each model on both, from the same weights, rows and noise.</summary>
internal static class GpuCheckCommand
{
    private const double MostDifference = 1e-3;
    private const int Rows = 128, Classes = 2, Columns = 20;

    /// <returns>0 where all agree, 1 where one does not, 2 without a GPU.</returns>
    public static int Run(string device)
    {
        Device chosen = TorchDevice.Parse(device);
        bool hasGpu = chosen.type == DeviceType.CUDA;
        Console.WriteLine($"libtorch {TorchRuntime.Version}; {(TorchBackend.HasCuda ? "a CUDA build" : "a build for CPUs alone")}, {(TorchBackend.HasCuda && cuda.is_available() ? cuda.device_count() : 0)} CUDA device(s); device: {chosen}");
        Console.WriteLine(hasGpu ? GpuMemory() : "No GPU: build with -p:TorchBackend=cuda-linux on a machine with an NVIDIA GPU and its driver. What follows checks the CPU against itself.");
        int different = 0;
        foreach ((string name, GenerativeModelOptions options, RowLayout layout) in Kinds())
        {
            ModelStep reference = ModelStep.Of(options, layout, CPU, Rows), tried = ModelStep.Of(options, layout, chosen, Rows);
            double difference = tried.LargestDifference(reference);
            different += difference <= MostDifference ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} cpu {reference.Milliseconds,8:0.0} ms   {chosen.type.ToString().ToLowerInvariant(),-4} {tried.Milliseconds,8:0.0} ms   largest difference of gradients {difference:0.0e+0}{(difference <= MostDifference ? "" : "  TOO LARGE")}"));
        }
        Console.WriteLine(different > 0 ? $"FAILED: {different} model(s) differ by more than {MostDifference} of the largest gradient."
            : hasGpu ? "PASSED: the GPU computes what the CPU does." : "NOT CHECKED: there is no GPU.");
        return different > 0 ? 1 : hasGpu ? 0 : 2;
    }

    private static IEnumerable<(string, GenerativeModelOptions, RowLayout)> Kinds()
    {
        RowLayout vector = RowLayout.Vector([Columns], Classes, Likelihood.Gaussian), image = RowLayout.Vector([1, 28, 28], Classes, Likelihood.Beta), colours = RowLayout.Vector([3, 32, 32], Classes, Likelihood.Beta);
        yield return ("vae", new VaeOptions(), vector);
        yield return ("flow", new FlowOptions(), vector);
        yield return ("flow-matching", new FlowMatchingOptions(), vector);
        yield return ("conv-vae", new ConvVaeOptions(), image);
        yield return ("gan", new GanOptions(), image);
        yield return ("gan, colours", new GanOptions { Channels = [16, 16, 16, 16] }, colours);
    }

    private static string GpuMemory()
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo("nvidia-smi", "--query-gpu=index,name,memory.total,memory.used,driver_version --format=csv,noheader") { RedirectStandardOutput = true });
            return process?.StandardOutput.ReadToEnd().TrimEnd() ?? "nvidia-smi did not start: name and memory are not known.";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"nvidia-smi: {e.Message}: name and memory are not known.";
        }
    }
}
