using System.Diagnostics;

namespace Ple.MLNet.Tests.Packaging;

/// <summary>The program <c>dotnet</c> in a process of its own, with one thread to compute with.</summary>
internal static class Dotnet
{
    private static readonly string _path = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Starts; the caller reads both outputs.</summary>
    public static Process Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>With environment variables of its own; null removes one.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(_path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach ((string name, string? value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end, which must be a success.</summary>
    /// <returns>What was written to the standard output.</returns>
    public static Task<string> Run(string folder, params string[] arguments) => Run(folder, new Dictionary<string, string?>(), arguments);

    /// <summary>With environment variables of its own; null removes one.</summary>
    public static async Task<string> Run(string folder, IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        using Process process = Start(folder, variables, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, $"dotnet {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
