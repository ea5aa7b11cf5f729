using Ple.MLNet.Statistics;

namespace Ple.MLNet.Classifiers;

/// <summary>A share of the rows of each class, evenly from the whole table.</summary>
internal static class StratifiedPart
{
    /// <returns>Of each row 1 where it is taken, else 0.</returns>
    public static int[] Of(int[] labels, double share, int seed)
    {
        int[] times = new int[labels.Length];
        double[] places = [.. Enumerable.Range(0, labels.Max() + 1).Select(c => CounterRandom.Uniform(seed, c, stream: 0))];
        for (int row = 0; row < labels.Length; row++)
        {
            ref double place = ref places[labels[row]];
            times[row] = (int)(Math.Floor(place + share) - Math.Floor(place));
            place += share;
        }
        return times;
    }
}
