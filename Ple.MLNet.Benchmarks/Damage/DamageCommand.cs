using System.Diagnostics;
using System.Text.Json;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Damaged copies of all kinds of models, loaded and used in a process that may crash.</summary>
internal static class DamageCommand
{
    private const string Worker = "worker";

    /// <param name="arguments">Of the program: damage, or, in the process that it starts, damage worker SEED FROM TO.</param>
    /// <param name="count">Copies.</param>
    /// <param name="seed">Of the damage.</param>
    public static int Run(string[] arguments, int count, int seed)
    {
        if (arguments.ElementAtOrDefault(1) == Worker)
            return Work(int.Parse(arguments[2]), int.Parse(arguments[3]), int.Parse(arguments[4]));
        var watch = Stopwatch.StartNew();
        var tally = new DamageTally(new(SavedKinds.Make().All, seed));
        for (int next = 0; next < count;)
            next = Supervise(tally, seed, next, count);
        tally.Print();
        Console.WriteLine($"{count} copies, seed {seed}, {watch.Elapsed.TotalSeconds:0} seconds.");
        return tally.Violations.Count == 0 ? 0 : 1;
    }

    /// <summary>Writes a line for each copy; ends early after a hang, whose thread cannot be stopped.</summary>
    private static int Work(int seed, int from, int to)
    {
        SavedKinds kinds = SavedKinds.Make();
        var copies = new DamagedCopies(kinds.All, seed);
        var trial = new CopyTrial(kinds);
        for (int warm = 0; warm < kinds.All.Count; warm++)
            trial.Run(new(warm, kinds.All[warm], DamageKind.ForgedEntry, kinds.All[warm].File));
        for (int index = from; index < to; index++)
        {
            CopyResult result = trial.Run(copies[index]);
            Console.WriteLine(JsonSerializer.Serialize(result));
            if (result.Outcome is CopyOutcome.Hang or CopyOutcome.HangInSchema)
                Environment.Exit(1);
        }
        return 0;
    }

    /// <returns>The copy to go on with.</returns>
    private static int Supervise(DamageTally tally, int seed, int from, int to)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["damage", Worker, $"{seed}", $"{from}", $"{to}"]) { RedirectStandardOutput = true };
        using Process worker = Process.Start(start)!;
        int next = from;
        CopyResult? last = null;
        while (worker.StandardOutput.ReadLine() is string line)
        {
            if (!line.StartsWith('{'))
                continue;
            last = JsonSerializer.Deserialize<CopyResult>(line)!;
            tally.Add(last);
            next = last.Index + 1;
            if (next % 1000 == 0)
                Console.WriteLine($"{next} of {to}");
        }
        worker.WaitForExit();
        if (next < to && last?.Outcome is not (CopyOutcome.Hang or CopyOutcome.HangInSchema))
            tally.Add(CopyResult.Ended(next++, CopyOutcome.Crash, 0));
        return next;
    }
}
