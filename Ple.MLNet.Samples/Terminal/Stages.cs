using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ple.MLNet.Samples.Terminal;

/// <summary>Shows the parts of a long run: a live bar for each on a terminal, plain lines where the output is redirected.</summary>
internal sealed class Stages
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext? _bars;

    private Stages(IAnsiConsole console, ProgressContext? bars) => (_console, _bars) = (console, bars);

    /// <summary>Runs <paramref name="work"/>, which reports its parts to the stages that it is given.</summary>
    public static void Show(IAnsiConsole console, Action<Stages> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            work(new(console, bars: null));
            return;
        }
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(bars => work(new(console, bars)));
    }

    /// <summary>One part of the run; its progress goes from 0 to 1.</summary>
    public T Run<T>(string name, Func<IProgress<double>, T> work)
    {
        long started = Stopwatch.GetTimestamp();
        ProgressTask? bar = _bars?.AddTask(Markup.Escape(name), maxValue: 1);
        T result = work(new BarProgress(bar));
        bar?.Value(1);
        bar?.StopTask();
        if (bar is null)
            Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return result;
    }

    /// <summary>A line of its own.</summary>
    public void Say(string line) => _console.WriteLine(line);

    /// <summary>Reports at once, on the reporting thread: <see cref="Progress{T}"/> would report late and out of order.</summary>
    private sealed class BarProgress(ProgressTask? bar) : IProgress<double>
    {
        public void Report(double value) => bar?.Value(value);
    }
}
