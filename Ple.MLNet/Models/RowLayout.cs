using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>What the numbers of a row are, as a model learns and makes them: values, and apart from them a one-hot condition.</summary>
public sealed class RowLayout
{
    private readonly Func<OutputDistribution> _createOutput;
    private readonly Func<Dequantization> _createDequantization;

    private RowLayout(IReadOnlyList<int> dimensions, int conditionSize, Func<OutputDistribution> createOutput, Func<Dequantization> createDequantization, IReadOnlyList<RowField>? fields = null)
    {
        (Dimensions, ConditionSize, _createOutput, _createDequantization) = ([.. dimensions], conditionSize, createOutput, createDequantization);
        ValueCount = dimensions.Aggregate(1, (product, side) => checked(product * side));
        Fields = fields ?? [.. Enumerable.Range(0, ValueCount).Select(i => new RowField(i, 0, 0))];
    }

    /// <summary>Whether its values are a vector's from 0 to 1.</summary>
    internal bool IsFromZeroToOne { get; private init; }

    /// <summary>Of which columns its slots are.</summary>
    internal IReadOnlyList<RowField> Fields { get; }

    /// <summary>Values of a row, d, without the condition.</summary>
    public int ValueCount { get; }

    /// <summary>Of the vector that the values are, channels x height x width of an image for example; their number alone where it has no shape. Their product
    /// is <see cref="ValueCount"/>.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Classes of the condition, c; 0 for none.</summary>
    public int ConditionSize { get; }

    /// <summary>Rows of a vector.</summary>
    /// <param name="valueCount">Values of a row, 1 or more.</param>
    /// <param name="conditionSize">Classes, 0 for none.</param>
    /// <param name="likelihood">Any but <see cref="Likelihood.Automatic"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or there is no such likelihood.</exception>
    public static RowLayout Vector(int valueCount, int conditionSize = 0, Likelihood likelihood = Likelihood.Gaussian) => Vector([valueCount], conditionSize, likelihood);

    /// <summary>Rows of a vector with a shape.</summary>
    /// <param name="dimensions">Its sides, each 1 or more.</param>
    /// <param name="conditionSize">Classes, 0 for none.</param>
    /// <param name="likelihood">Any but <see cref="Likelihood.Automatic"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or there is no such likelihood.</exception>
    public static RowLayout Vector(IReadOnlyList<int> dimensions, int conditionSize, Likelihood likelihood)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        foreach (int side in dimensions)
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(dimensions));
        int valueCount = dimensions.Aggregate(1, (product, side) => checked(product * side));
        ArgumentOutOfRangeException.ThrowIfNegative(conditionSize);
        return likelihood switch
        {
            Likelihood.Bernoulli => new(dimensions, conditionSize, () => new BernoulliOutput(valueCount), () => new LevelDequantization()) { IsFromZeroToOne = true },
            Likelihood.Gaussian => new(dimensions, conditionSize, () => new GaussianOutput(valueCount), () => new NoDequantization()),
            Likelihood.Beta => new(dimensions, conditionSize, () => new BetaOutput(valueCount), () => new LevelDequantization()) { IsFromZeroToOne = true },
            _ => throw new ArgumentOutOfRangeException(nameof(likelihood), likelihood, "Bernoulli, Gaussian or Beta."),
        };
    }

    /// <summary>Rows of an encoded table: normal scores, then one-hot blocks of categories.</summary>
    /// <param name="presence">For each score the slot of the row that is 1 where it counts; -1 where it always does.</param>
    /// <param name="widths">Categories of each block.</param>
    /// <param name="conditionSize">Classes, 0 for none.</param>
    internal static RowLayout Table(int[] presence, int[] widths, int conditionSize)
        => new([presence.Length + widths.Sum()], conditionSize, () => new TableOutput(presence, widths), () => new TableDequantization(presence, widths), FieldsOf(presence, widths));

    /// <summary>A score whose presence is a slot of a block is one field with it.</summary>
    private static RowField[] FieldsOf(int[] presence, int[] widths)
    {
        var fields = presence.Index().Where(p => p.Item < 0).Select(p => new RowField(p.Index, 0, 0)).ToList();
        int first = presence.Length;
        foreach (int width in widths)
        {
            int score = Array.FindIndex(presence, slot => slot >= first && slot < first + width);
            fields.Add(new(score, first, width, score < 0 ? -1 : presence[score] - first));
            first += width;
        }
        return [.. fields];
    }

    /// <summary>A new distribution that suits the values, with weights of its own where it has any: a model registers it as a part of itself.</summary>
    public OutputDistribution CreateOutput() => _createOutput();

    /// <summary>What makes the values continuous and back; a model registers it as a part of itself.</summary>
    internal Dequantization CreateDequantization() => _createDequantization();

    /// <summary>Values and condition side by side, [n, d + c].</summary>
    internal int RowSize => ValueCount + ConditionSize;

    /// <summary>Classes of the condition, one where there is none.</summary>
    internal int Classes => Math.Max(1, ConditionSize);

    /// <summary>The class of a row [d + c]; 0 without a condition.</summary>
    internal int ClassOf(ReadOnlySpan<float> row) => ConditionSize == 0 ? 0 : Math.Max(0, row[ValueCount..].IndexOf(1f));

    /// <summary>Rows [n, d + c] to values [n, d] and condition [n, c].</summary>
    internal (Tensor Values, Tensor? Condition) Split(Tensor rows)
        => ConditionSize == 0 ? (rows, null) : (rows.narrow(1, 0, ValueCount), rows.narrow(1, ValueCount, ConditionSize));

    /// <summary>One-hot conditions [n, c]; null where there are none.</summary>
    /// <param name="conditions">Class of each row.</param>
    /// <param name="device">Where they are needed.</param>
    internal Tensor? OneHot(ReadOnlySpan<int> conditions, Device device)
    {
        if (ConditionSize == 0)
            return null;
        float[] slots = new float[(long)conditions.Length * ConditionSize];
        for (int i = 0; i < conditions.Length; i++)
            slots[i * ConditionSize + conditions[i]] = 1;
        return Reproducible.Copy(slots, [conditions.Length, ConditionSize], device);
    }

    /// <summary>The reverse of <see cref="Split"/>.</summary>
    internal static Tensor Join(Tensor values, Tensor? condition) => condition is null ? values : cat([values, condition], 1);
}
