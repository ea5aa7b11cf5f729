using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Generation;

/// <summary>
/// Warns where a step behind a generator is fitted on its rows. It is seen by what a chain does when it is fitted: it transforms the very view that it has
/// just fitted on, and only where a step follows are the rows read.
/// </summary>
/// <param name="host">Where the warning goes.</param>
internal sealed class ChainWarning(IHost host)
{
    private WeakReference<IDataView>? _fittedOn;

    /// <summary>To be called by the fit, where a chain may be behind it.</summary>
    public void Expect(IDataView fittedOn) => _fittedOn = new(fittedOn);

    /// <summary>What to do when the rows made of an input are first read; null for nothing.</summary>
    public Action? For(IDataView input)
    {
        if (Interlocked.Exchange(ref _fittedOn, null) is not { } fittedOn || !fittedOn.TryGetTarget(out IDataView? data) || !ReferenceEquals(input, data))
            return null;
        int warned = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref warned, 1) == 0)
                Warn();
        };
    }

    private void Warn()
    {
        using IChannel channel = host.Start("Chain");
        channel.Warning("A step behind the generator is being fitted on generated rows. The chain's own Transform generates too: whatever rows it is given, " +
            "that step scores synthetic ones. To score real rows, use its transformer alone (the chain's LastTransformer).");
    }
}
