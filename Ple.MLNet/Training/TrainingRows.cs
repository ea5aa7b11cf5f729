using Ple.MLNet.Generation;

namespace Ple.MLNet.Training;

/// <summary>A table as a model learns it.</summary>
/// <param name="Codec">Between columns and numbers.</param>
/// <param name="Values">[rows, Codec.ValueCount], row after row.</param>
/// <param name="Conditions">Class of each row; -1 without a condition.</param>
internal sealed record TrainingRows(RowCodec Codec, float[] Values, int[] Conditions)
{
    public int Count => Conditions.Length;
}
