using System.CommandLine;

namespace Ple.MLNet.Tests.Samples;

/// <summary>What a command of the samples wrote and returned.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static CommandRun Of(Command command, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int exitCode = new RootCommand { command }.Parse([command.Name, .. arguments]).Invoke(new() { Output = output, Error = errors });
        return new(exitCode, output.ToString(), errors.ToString());
    }
}
