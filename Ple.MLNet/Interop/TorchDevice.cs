using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>Device names of the options to devices of libtorch.</summary>
internal static class TorchDevice
{
    /// <summary>"auto", "cpu", "cuda" or "cuda:N".</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another name, or CUDA where it is not to be had.</exception>
    public static Device Parse(string name)
    {
        TorchBackend.EnsureLoaded();
        switch (name)
        {
            case "cpu":
                return CPU;
            case "auto":
                return TorchBackend.HasCuda && cuda.is_available() ? CUDA : CPU;
            case "cuda":
                return CudaDevice(0, name);
            case not null when name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index):
                return CudaDevice(index, name);
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown device: expected \"auto\", \"cpu\", \"cuda\" or \"cuda:N\".");
        }
    }

    private static Device CudaDevice(int index, string name)
    {
        if (!TorchBackend.HasCuda)
            throw new ArgumentOutOfRangeException(nameof(name), name,
                "The application brought no CUDA build of libtorch: add the package TorchSharp-cuda-linux or TorchSharp-cuda-windows, or choose \"cpu\".");
        int count = cuda.is_available() ? cuda.device_count() : 0;
        if (index >= count)
            throw new ArgumentOutOfRangeException(nameof(name), name, $"This machine shows {count} CUDA devices to libtorch: choose a lower number or \"cpu\".");
        return new Device(DeviceType.CUDA, index);
    }
}
