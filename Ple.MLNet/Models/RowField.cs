namespace Ple.MLNet.Models;

/// <summary>Slots of a row that one column of a table became, or one value of a vector.</summary>
/// <param name="Score">The slot of its number; -1 for none.</param>
/// <param name="FirstCategory">The first of its one-hot slots.</param>
/// <param name="Categories">How many these are; 0 for none.</param>
/// <param name="Presence">Of a number with categories the one of them beside which it counts, from 0; -1 where it always does.</param>
internal readonly record struct RowField(int Score, int FirstCategory, int Categories, int Presence = -1)
{
    /// <summary>All its slots.</summary>
    public int[] Slots => [.. Score < 0 ? Array.Empty<int>() : [Score], .. Enumerable.Range(FirstCategory, Categories)];

    /// <summary>The category in a row; -1 for none.</summary>
    public int CategoryOf(ReadOnlySpan<float> row)
    {
        for (int c = 0; c < Categories; c++)
        {
            if (row[FirstCategory + c] > 0.5f)
                return c;
        }
        return -1;
    }

    /// <summary>Whether the number counts beside a category.</summary>
    public bool HasNumber(int category) => Score >= 0 && (Presence < 0 || category == Presence);
}
