namespace Ple.MLNet.Tables;

/// <summary>Encoded rows.</summary>
/// <param name="Rows">[Count, Width] row after row.</param>
/// <param name="Conditions">[Count] the index of each row's category in <see cref="FieldLayout.Condition"/>; -1 where it is missing, not known, or there is no condition.</param>
internal sealed record EncodedBatch(float[] Rows, int[] Conditions)
{
    public int Count => Conditions.Length;
}
