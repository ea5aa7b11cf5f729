using Ple.MLNet.Interop;

namespace Ple.MLNet.Images;

/// <summary>A network that several transformers read. It is freed when the last of them lets go.</summary>
internal sealed class SharedNetwork(ImageNetwork network)
{
    private int _owners;

    public ImageNetwork Network => network;

    /// <summary>One more owner's hold on it; disposing of that gives it up.</summary>
    public NativeMemory Hold()
    {
        Interlocked.Increment(ref _owners);
        return new(LetGo);
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
            network.Dispose();
    }
}
