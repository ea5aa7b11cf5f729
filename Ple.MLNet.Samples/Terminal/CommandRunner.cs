using System.CommandLine;
using Spectre.Console;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>Runs a command's work: what the user can put right becomes one line on the error output and exit code 1.</summary>
internal static class CommandRunner
{
    private const int ExitOnError = 1;
    private const int WidthOfRedirectedOutput = 160;

    /// <summary>Sets what <paramref name="command"/> does; SIGINT, SIGTERM and the invocation's token cancel it.</summary>
    public static void SetWork(this Command command, Action<ParseResult, IAnsiConsole, CancellationToken> work) =>
        command.SetAction((arguments, cancellation) => Run(work, arguments, cancellation));

    private static async Task<int> Run(Action<ParseResult, IAnsiConsole, CancellationToken> work, ParseResult arguments, CancellationToken cancellation)
    {
        TextWriter errors = arguments.InvocationConfiguration.Error;
        IAnsiConsole console = ConsoleFor(arguments.InvocationConfiguration.Output);
        using var signals = new TerminationSignals(cancellation);
        try
        {
            await signals.WaitFor(Task.Run(() => work(arguments, console, signals.Token), CancellationToken.None));
            return 0;
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException or DllNotFoundException or InvalidOperationException)
        {
            errors.WriteLine($"Error: {e.Message}");
            return ExitOnError;
        }
        catch (OperationCanceledException)
        {
            console.Cursor.Show(); // live bars hide it, and may be waited for no longer
            errors.WriteLine("Cancelled.");
            if (signals.HasGivenUp)
                ProcessEnd.AtOnce(signals.ExitCode);
            return signals.ExitCode;
        }
    }

    private static IAnsiConsole ConsoleFor(TextWriter output)
    {
        var target = new AnsiConsoleOutput(output);
        if (target.IsTerminal)
            return AnsiConsole.Create(new() { Out = target });
        IAnsiConsole plain = AnsiConsole.Create(new() { Out = target, Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        plain.Profile.Width = WidthOfRedirectedOutput;
        return plain;
    }
}
