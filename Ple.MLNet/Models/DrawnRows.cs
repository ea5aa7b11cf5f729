namespace Ple.MLNet.Models;

/// <summary>Training rows that values of new ones come from.</summary>
internal static class DrawnRows
{
    /// <summary>All rows, or as many as may be kept, at random.</summary>
    /// <param name="all">[n, width], row after row.</param>
    /// <param name="width">Slots of a row.</param>
    /// <param name="most">Most rows.</param>
    /// <param name="random">Draws.</param>
    public static float[] Of(float[] all, int width, int most, Random random)
    {
        if (all.Length / width <= most)
            return all;
        int[] order = [.. Enumerable.Range(0, all.Length / width)];
        random.Shuffle(order);
        return [.. order.Take(most).Order().SelectMany(r => all[(r * width)..((r + 1) * width)])];
    }

    /// <summary>Gives a row the field of a random one of some training rows; its number moves up to half of the way to the one below or above of the same category.</summary>
    /// <param name="rows">[n, width], the training rows.</param>
    /// <param name="row">To be filled.</param>
    /// <param name="field">Of both.</param>
    /// <param name="donors">Training rows, by ascending number within each category.</param>
    /// <param name="draws">Two uniform numbers.</param>
    public static void Donate(float[] rows, Span<float> row, RowField field, ReadOnlySpan<int> donors, ReadOnlySpan<float> draws)
    {
        int place = Math.Min((int)(draws[0] * donors.Length), donors.Length - 1), width = row.Length;
        ReadOnlySpan<float> donor = rows.AsSpan(donors[place] * width, width);
        if (field.Score >= 0)
            row[field.Score] = donor[field.Score];
        donor.Slice(field.FirstCategory, field.Categories).CopyTo(row.Slice(field.FirstCategory, field.Categories));
        int other = place + (draws[1] < 0.5f ? -1 : 1);
        if (field.Score < 0 || other < 0 || other >= donors.Length)
            return;
        ReadOnlySpan<float> next = rows.AsSpan(donors[other] * width, width);
        if (donor.Slice(field.FirstCategory, field.Categories).SequenceEqual(next.Slice(field.FirstCategory, field.Categories)))
            row[field.Score] += Math.Abs(draws[1] - 0.5f) * (next[field.Score] - donor[field.Score]);
    }
}
