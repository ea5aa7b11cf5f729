using System.Diagnostics;
using System.Globalization;

namespace Ple.MLNet.Benchmarks;

/// <summary>Two ways to do the same work, measured in short turns, one after the other: what else the machine does falls on both.</summary>
internal static class Turns
{
    /// <param name="count">Turns of each.</param>
    /// <param name="ours">Does the work; its result, if any, is the milliseconds that count in place of the clock's.</param>
    /// <param name="theirs">The other way; null where there is none.</param>
    public static (double[] Ours, double[] Theirs) Measure(int count, Func<double?> ours, Func<double?>? theirs)
    {
        (List<double> own, List<double> other) = ([], []);
        for (int turn = 0; turn < count; turn++)
        {
            own.Add(Milliseconds(ours));
            if (theirs is not null)
                other.Add(Milliseconds(theirs));
        }
        return ([.. own.Order()], [.. other.Order()]);
    }

    /// <summary>Work whose own time counts.</summary>
    public static Func<double?> Clocked(Action work) => () =>
    {
        work();
        return null;
    };

    public static double Median(double[] ascending) => ascending[ascending.Length / 2];

    /// <summary>Least, median and most.</summary>
    public static string Text(double[] ascending) => ascending.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{ascending[0]:0.##}, {Median(ascending):0.##}, {ascending[^1]:0.##}");

    private static double Milliseconds(Func<double?> work)
    {
        var watch = Stopwatch.StartNew();
        return work() ?? watch.Elapsed.TotalMilliseconds;
    }
}
