using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>
/// How one field becomes encoded slots: a one-hot part (which category, which atom, missing, or "a number follows") and a normal score.
/// A field that is the same in every row takes no slot at all.
/// </summary>
internal abstract class FieldCode
{
    /// <summary>Slots of the one-hot part; 0 where there is nothing to tell apart.</summary>
    public abstract int OneHotWidth { get; }

    /// <summary>True where there is a normal score.</summary>
    public virtual bool HasScore => false;

    /// <summary>Writes the one-hot part (all zero on entry; stays so for a value that was not there when the table was fitted).</summary>
    /// <param name="field">A number or the index of a category; NaN is missing.</param>
    /// <param name="jitter">In [0, 1): where among rows with the same number this one stands.</param>
    /// <param name="oneHot"><see cref="OneHotWidth"/> slots.</param>
    /// <returns>The normal score; 0 where no number follows.</returns>
    public abstract float Encode(double field, double jitter, Span<float> oneHot);

    /// <summary>The field that an encoded one stands for: the largest slot of the one-hot part wins.</summary>
    public abstract double Decode(ReadOnlySpan<float> oneHot, float score);

    public abstract void Save(BinaryWriter writer);

    public static FieldCode Load(PayloadReader reader) => reader.ReadBoolean() ? NumberCode.LoadNumber(reader) : CategoryCode.LoadCategory(reader);

    protected static int IndexOfLargest(ReadOnlySpan<float> slots)
    {
        int largest = 0;
        for (int i = 1; i < slots.Length; i++)
        {
            if (slots[i] > slots[largest])
                largest = i;
        }
        return largest;
    }
}
