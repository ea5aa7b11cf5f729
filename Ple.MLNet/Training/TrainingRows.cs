using Ple.MLNet.Generation;

namespace Ple.MLNet.Training;

/// <summary>A table as a model learns it.</summary>
/// <param name="Codec">Between columns and numbers.</param>
/// <param name="Values">[rows, Codec.ValueCount], row after row.</param>
/// <param name="Conditions">Class of each row; -1 without a condition.</param>
/// <param name="Labels">Class of each row by a label that is not learnt; null for none.</param>
internal sealed record TrainingRows(RowCodec Codec, float[] Values, int[] Conditions, int[]? Labels = null)
{
    public int Count => Conditions.Length;
}
