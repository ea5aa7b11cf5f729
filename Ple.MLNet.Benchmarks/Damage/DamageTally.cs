namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>Adds up what became of damaged copies, and finds what must not be.</summary>
internal sealed class DamageTally(DamagedCopies copies)
{
    public const long MostMemory = 100L << 20;

    private const int MostShown = 20;

    private readonly Dictionary<(string Kind, DamageKind Damage), List<CopyResult>> _results = [];
    private readonly List<(string Fault, string Words)> _violations = [];

    /// <summary>What must not be, in words, with the index of the copy; the rarest first.</summary>
    public IReadOnlyList<string> Violations => [.. _violations.GroupBy(v => v.Fault).OrderBy(g => g.Count()).SelectMany(g => g).Select(v => v.Words)];

    public int Count => _results.Values.Sum(r => r.Count);

    public void Add(CopyResult result)
    {
        (SavedKind kind, DamageKind damage) = copies.Plan(result.Index);
        if (!_results.TryGetValue((kind.Name, damage), out List<CopyResult>? results))
            _results.Add((kind.Name, damage), results = []);
        results.Add(result);
        string violation = result switch
        {
            { Violation.Length: > 0 } => result.Violation,
            { Outcome: CopyOutcome.Fault or CopyOutcome.Hang or CopyOutcome.Crash } => result.Outcome.ToString(),
            _ when Math.Max(result.Allocated, result.Resident) > MostMemory => "too much memory",
            _ => "",
        };
        if (violation.Length > 0)
            _violations.Add((violation, $"copy {result.Index} ({kind.Name}, {damage}): {violation}, {result.Milliseconds} ms, " +
                $"{result.Allocated >> 20} MB allocated, {result.Resident >> 20} MB resident. {result.Message}"));
    }

    public void Print()
    {
        Console.WriteLine($"{"model",-18} {"damage",-17}{"copies",7}{"loaded",7}{"refused",8}{"faults",7}{"hangs",6}{"schema",7}{"crashes",8}{"slowest ms",11}{"alloc. MB",10}{"res. MB",8}");
        foreach (((string kind, DamageKind damage), List<CopyResult> results) in _results.OrderBy(r => r.Key))
            Print(kind, damage.ToString(), results);
        Print("all", "", [.. _results.Values.SelectMany(r => r)]);
        foreach (string violation in Violations.Take(MostShown))
            Console.WriteLine(violation);
        Console.WriteLine("hangs: longer than 5 seconds; schema: likewise, but while ML.NET read its own entry of the training schema.");
        Console.WriteLine($"{_violations.Count} of {Count} copies did what must not be.");
    }

    private static void Print(string kind, string damage, List<CopyResult> results)
    {
        Console.WriteLine($"{kind,-18} {damage,-17}{results.Count,7}{Of(CopyOutcome.Loaded),7}{Of(CopyOutcome.Refused),8}{Of(CopyOutcome.Fault),7}{Of(CopyOutcome.Hang),6}{Of(CopyOutcome.HangInSchema),7}" +
            $"{Of(CopyOutcome.Crash),8}{results.Max(r => r.Milliseconds),11}{results.Max(r => r.Allocated) / 1e6,10:0.0}{results.Max(r => r.Resident) / 1e6,8:0.0}");

        int Of(CopyOutcome outcome) => results.Count(r => r.Outcome == outcome);
    }
}
