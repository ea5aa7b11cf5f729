using System.Runtime.InteropServices;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>Turns SIGINT, that is Ctrl+C, and SIGTERM into a token. A second signal, or five seconds, and the work is waited for no longer.</summary>
internal sealed class TerminationSignals : IDisposable
{
    private const int FirstExitCodeOfSignals = 128, Interrupt = 2, Terminate = 15;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _cancelled, _givenUp = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="outer">Cancels too.</param>
    public TerminationSignals(CancellationToken outer)
    {
        _cancelled = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, Terminate)),
        ];
    }

    public CancellationToken Token => _cancelled.Token;

    /// <summary>What a shell expects of a process that this signal ended: 130 or 143.</summary>
    public int ExitCode { get; private set; } = FirstExitCodeOfSignals + Interrupt;

    /// <summary>The work may go on, and must be ended with the process.</summary>
    public bool HasGivenUp => _givenUp.IsCancellationRequested;

    /// <summary>Waits for the work as long as there is patience.</summary>
    /// <exception cref="OperationCanceledException">By the work, or because it goes on regardless.</exception>
    public async Task WaitFor(Task work) => await await Task.WhenAny(work, Task.Delay(Timeout.Infinite, _givenUp.Token));

    public void Dispose()
    {
        // The two sources are left to the garbage collector: a signal that is being handled right now still cancels them.
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Handle(PosixSignalContext context, int signal)
    {
        context.Cancel = true; // the signal's own end of the process, without a word
        if (_cancelled.IsCancellationRequested)
        {
            _givenUp.Cancel();
            return;
        }
        ExitCode = FirstExitCodeOfSignals + signal;
        _givenUp.CancelAfter(_patience);
        _cancelled.Cancel();
    }
}
