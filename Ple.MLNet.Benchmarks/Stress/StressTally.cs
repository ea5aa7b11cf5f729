namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>What the fits of one kind came to.</summary>
internal sealed class StressTally(string kind)
{
    private int _fits, _byDefault, _failures;
    private long _rows, _different;

    public static string Header => $"{"kind",-14}{"fits",6}{"default",9}{"failures",10}{"rows",12}{"different",11}";

    public bool IsClean => _failures == 0 && _different == 0;

    public void AddFailure(Exception e, bool byDefault)
    {
        (_fits, _failures, _byDefault) = (_fits + 1, _failures + 1, _byDefault + (byDefault ? 1 : 0));
        string text = e.ToString();
        Console.WriteLine($"  {kind}: {text[..Math.Min(300, text.Length)].ReplaceLineEndings(" ")}");
    }

    public void Add(StressOutcome outcome, StressOutcome quiet, bool byDefault)
    {
        (_fits, _byDefault) = (_fits + 1, _byDefault + (byDefault ? 1 : 0));
        _rows += outcome.Rows.Length;
        _different += outcome.DifferencesFrom(quiet);
    }

    public void Add(StressTally other)
    {
        (_fits, _byDefault, _failures) = (_fits + other._fits, _byDefault + other._byDefault, _failures + other._failures);
        (_rows, _different) = (_rows + other._rows, _different + other._different);
    }

    public override string ToString() => $"{kind,-14}{_fits,6}{_byDefault,9}{_failures,10}{_rows,12:N0}{_different,11}";
}
