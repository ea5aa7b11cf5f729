using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace Ple.MLNet.Interop;

/// <summary>What the bits of a fit depend on beside seed and threads.</summary>
internal static class TorchRuntime
{
    /// <summary>The version of libtorch, such as "2.10.0.0", as TorchSharp names it.</summary>
    public static string Version => torch.__version__;

    /// <summary>
    /// The vector instructions that libtorch's kernels use on this processor: "avx512", "avx2" or "default". TorchSharp does not tell, so the choice
    /// is made here as ATen makes it (compute_cpu_capability in DispatchStub.cpp): by the environment's ATEN_CPU_CAPABILITY where it names one, else by
    /// what the processor has.
    /// </summary>
    public static string CpuCapability { get; } = Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") is "avx512" or "avx2" or "default"
        ? Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY")!
        : HasAvx512 ? "avx512" : HasAvx2 ? "avx2" : "default";

    /// <summary>Whether eight numbers are multiplied and added at once, as by libtorch's own kernels: what the library computes itself then has the bits that go with
    /// <see cref="CpuCapability"/>.</summary>
    public static bool HasWideVectors { get; } = CpuCapability != "default" && HasAvx2;

    private static bool HasAvx2 => Avx2.IsSupported && Fma.IsSupported;

    private static bool HasAvx512 => Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Fma.IsSupported;
}
