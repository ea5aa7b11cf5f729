using Ple.MLNet.Generation;

namespace Ple.MLNet.Training;

/// <summary>A table as a model learns it.</summary>
/// <param name="Format">Between columns and numbers.</param>
/// <param name="Values">[rows, Format.ValueCount], row after row.</param>
/// <param name="Conditions">Class of each row; -1 without a condition.</param>
internal sealed record TrainingRows(RowFormat Format, float[] Values, int[] Conditions)
{
    public int Count => Conditions.Length;
}
