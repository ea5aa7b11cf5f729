using Ple.MLNet.Augmentation;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Augmentation;

/// <summary>By matrix products or pair by pair: the neighbours are those of a plain search over all pairs.</summary>
[TestClass]
public class NearestNeighborsTests
{
    private const int Rows = 2000, Neighbors = 5;

    [TestMethod]
    [DataRow(400, 3, 2, 1.0, DisplayName = "by pairs")]
    [DataRow(1500, 3, 2, 1.0, DisplayName = "of half of the rows")]
    [DataRow(Rows, 30, 0, 1.0)]
    [DataRow(Rows, 4, 3, 1.0)]
    [DataRow(Rows, 1, 0, 1e4, DisplayName = "one number far from all others")]
    [DataRow(Rows, 0, 4, 1.0, DisplayName = "ties alone")]
    public void AreThoseOfAllPairs(int rows, int numbers, int categories, double farthest)
    {
        var random = new Random(1);
        MixedPoint[] points = [.. Enumerable.Range(0, rows).Select(_ => new MixedPoint(
            [.. Enumerable.Range(0, numbers).Select(_ => MathF.Round((float)random.NextDouble() * 100) / 10)], // with equal distances
            [.. Enumerable.Range(0, categories).Select(_ => random.Next(-1, 6))]))];
        if (numbers > 0)
            points[7].Numbers[0] = (float)farthest;
        bool[] isAsked = [.. points.Select((_, row) => row % 2 == 0 || rows == Rows)];

        int[][] found = NearestNeighbors.Find(points, penalty: 0.7, isAsked, Neighbors);

        for (int row = 0; row < rows; row += 3)
        {
            int[] expected = !isAsked[row] ? [] : [.. Enumerable.Range(0, rows).Where(other => other != row)
                .OrderBy(other => MixedDistance.Squared(points[row], points[other], 0.7)).Take(Neighbors)]; // a stable order: of equal ones the first
            CollectionAssert.AreEqual(expected, found[row], $"row {row}");
        }
    }
}
