using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>
/// A category as one-hot slots; where missing marks were seen, one more slot at the end for them. A category that was not there when the table was
/// fitted counts as missing.
/// </summary>
internal sealed class CategoryCode(int categories, bool hasMissing) : FieldCode
{
    public int Categories => categories;

    public override int OneHotWidth => Slots > 1 ? Slots : 0;

    private int Slots => categories + (hasMissing ? 1 : 0);

    public override float Encode(double field, double jitter, Span<float> oneHot)
    {
        if (!oneHot.IsEmpty && (hasMissing || !double.IsNaN(field)))
            oneHot[double.IsNaN(field) ? categories : (int)field] = 1;
        return 0;
    }

    public override double Decode(ReadOnlySpan<float> oneHot, float score)
    {
        int slot = IndexOfLargest(oneHot);
        return slot < categories ? slot : double.NaN;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(false);
        writer.Write(categories);
        writer.Write(hasMissing);
    }

    public static CategoryCode LoadCategory(PayloadReader reader) => new(reader.ReadInt32(0, TableEncodingOptions.MostCategories), reader.ReadBoolean());
}
