namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>What one fit gave: rows read by a cursor, then rows of a prediction engine, as fingerprints, and scores of the former.</summary>
internal sealed record StressOutcome(long[] Rows, double[] Scores)
{
    /// <summary>Rows and scores that differ from another outcome's.</summary>
    public int DifferencesFrom(StressOutcome other)
        => Rows.Zip(other.Rows).Count(r => r.First != r.Second) + Math.Abs(Rows.Length - other.Rows.Length)
            + Scores.Zip(other.Scores).Count(s => !s.First.Equals(s.Second));
}
