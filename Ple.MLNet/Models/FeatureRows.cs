namespace Ple.MLNet.Models;

/// <summary>
/// Numbers of a batch, feature by feature: of each those of all rows side by side, so that whatever is done to a feature is done to many rows at once. Behind the batch the last row
/// is repeated up to whole vectors.
/// </summary>
internal readonly unsafe struct FeatureRows(float* pointer, int features, int rows)
{
    /// <summary>Rows that are worked on together.</summary>
    public const int Lanes = 16;

    public float* Pointer => pointer;

    public int Features => features;

    /// <summary>Rows with the repeated ones.</summary>
    public int Width { get; } = (rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>From a feature to the next: an odd number of cache lines, which lie all over the cache then.</summary>
    public int Stride => Width | Lanes;

    public Span<float> this[int feature] => new(At(feature), Width);

    /// <summary>The first number of a feature.</summary>
    public float* At(int feature) => pointer + (nint)feature * Stride;

    /// <summary>Some features one behind the other.</summary>
    public FeatureRows Part(int first, int count) => new(At(first), count, rows);

    /// <summary>Takes the numbers of rows.</summary>
    /// <param name="numbers">[rows, features], row by row.</param>
    public void Fill(ReadOnlySpan<float> numbers)
    {
        for (int feature = 0; feature < features; feature++)
        {
            Span<float> own = this[feature];
            for (int row = 0, at = feature; row < rows; row++, at += features)
                own[row] = numbers[at];
            own[rows..].Fill(own[rows - 1]);
        }
    }

    /// <summary>Copies to as many features.</summary>
    public void CopyTo(FeatureRows other)
    {
        for (int feature = 0; feature < features; feature++)
            this[feature].CopyTo(other[feature]);
    }
}
