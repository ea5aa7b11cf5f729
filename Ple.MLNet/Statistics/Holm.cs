namespace Ple.MLNet.Statistics;

/// <summary>Many tests at once (Holm 1979): the probability that any true hypothesis is rejected is at most the level, however the tests depend on each other.</summary>
internal static class Holm
{
    /// <summary>Which hypotheses are rejected.</summary>
    /// <param name="pValues">One of each test.</param>
    /// <param name="level">For all tests together.</param>
    public static bool[] Rejected(IReadOnlyList<double> pValues, double level)
    {
        bool[] rejected = new bool[pValues.Count];
        foreach ((int rank, int test) in Enumerable.Range(0, pValues.Count).OrderBy(t => pValues[t]).Index())
        {
            if (pValues[test] > level / (pValues.Count - rank))
                break;
            rejected[test] = true;
        }
        return rejected;
    }
}
