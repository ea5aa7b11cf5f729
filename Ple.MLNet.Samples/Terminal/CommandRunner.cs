using System.CommandLine;
using Spectre.Console;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>Runs a command's work: what the user can put right becomes one line on the error output and exit code 1.</summary>
internal static class CommandRunner
{
    private const int ExitOnError = 1;
    private const int ExitOnCancel = 130;
    private const int WidthOfRedirectedOutput = 160;

    /// <summary>Sets what <paramref name="command"/> does; Ctrl+C cancels it.</summary>
    public static void SetWork(this Command command, Action<ParseResult, IAnsiConsole, CancellationToken> work) =>
        command.SetAction((arguments, cancellation) => Task.Run(() => Run(work, arguments, cancellation), CancellationToken.None));

    private static int Run(Action<ParseResult, IAnsiConsole, CancellationToken> work, ParseResult arguments, CancellationToken cancellation)
    {
        TextWriter errors = arguments.InvocationConfiguration.Error;
        try
        {
            work(arguments, ConsoleFor(arguments.InvocationConfiguration.Output), cancellation);
            return 0;
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException or DllNotFoundException or InvalidOperationException)
        {
            errors.WriteLine($"Error: {e.Message}");
            return ExitOnError;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("Cancelled.");
            return ExitOnCancel;
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
