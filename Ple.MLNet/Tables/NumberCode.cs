using MathNet.Numerics.Distributions;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>
/// A number as one-hot slots (missing, each atom, "a number follows") and the normal score of its quantile. Atoms are values with a mass of
/// their own: a VAE's Gaussian cannot put mass on a point. Back from a score: the empirical quantile, rounded to the column's decimals.
/// </summary>
internal sealed class NumberCode(double[] atoms, bool hasMissing, double[] knots, int decimals) : FieldCode
{
    /// <summary>Most decimals that count as rounded; more is kept as it is.</summary>
    public const int MostDecimals = 6;

    /// <summary>Most points of the empirical quantile function.</summary>
    public const int MostKnots = 1000;

    private const int MostAtoms = 16;

    private readonly int _firstAtom = hasMissing ? 1 : 0;

    public override int OneHotWidth => Slots > 1 ? Slots : 0;

    public override bool HasScore => knots.Length > 0;

    private int Slots => _firstAtom + atoms.Length + (HasScore ? 1 : 0);

    public override float Encode(double field, double jitter, Span<float> oneHot)
    {
        if (double.IsNaN(field))
        {
            if (hasMissing && !oneHot.IsEmpty)
                oneHot[0] = 1;
            return 0;
        }
        int atom = Array.IndexOf(atoms, field);
        if (atom < 0 && !HasScore && atoms.Length > 0)
            atom = Array.IndexOf(atoms, NumberValues.Nearest(atoms, field));
        if (!oneHot.IsEmpty)
            oneHot[_firstAtom + (atom >= 0 ? atom : atoms.Length)] = 1;
        return atom >= 0 || !HasScore ? 0 : (float)Normal.InvCDF(0, 1, (QuantilePosition(field, jitter) + 0.5) / knots.Length);
    }

    public override double Decode(ReadOnlySpan<float> oneHot, float score)
    {
        int slot = oneHot.IsEmpty ? 0 : IndexOfLargest(oneHot);
        if (slot < _firstAtom)
            return double.NaN;
        slot -= _firstAtom;
        return slot < atoms.Length ? atoms[slot] : NumberValues.Round(Quantile(Normal.CDF(0, 1, score)), decimals);
    }

    /// <summary>The number at a place from 0 to 1 between two others, finite as they are.</summary>
    public static double Between(double from, double to, double place)
        => double.IsFinite(to - from) ? from + place * (to - from) : (1 - place) * from + place * to;

    public override void Save(BinaryWriter writer)
    {
        writer.Write(true);
        writer.Write(hasMissing);
        writer.Write(decimals);
        foreach (double[] values in (double[][])[atoms, knots])
        {
            writer.Write(values.Length);
            Array.ForEach(values, writer.Write);
        }
    }

    public static NumberCode LoadNumber(PayloadReader reader)
    {
        bool hasMissing = reader.ReadBoolean();
        int decimals = reader.ReadInt32(0, MostDecimals + 1);
        double[] atoms = reader.ReadFinite(reader.ReadCount(0, MostAtoms));
        double[] knots = reader.ReadFinite(reader.ReadCount(0, MostKnots));
        PayloadReader.Check(IsAscending(knots), "quantiles are not ascending");
        PayloadReader.Check(hasMissing || atoms.Length + knots.Length > 0, "a number without values");
        return new(atoms, hasMissing, knots, decimals);
    }

    private static bool IsAscending(double[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
                return false;
        }
        return true;
    }

    // Equal values share the knots that they fill: the jitter says which of them. Both ways this is one piecewise linear function.
    private double QuantilePosition(double value, double jitter)
    {
        int below = CountBelow(value, orEqual: false);
        int upTo = CountBelow(value, orEqual: true);
        if (upTo > below)
            return below + jitter * (upTo - below - 1);
        if (below == 0 || below == knots.Length)
            return below == 0 ? 0 : knots.Length - 1;
        (double from, double to) = (knots[below - 1], knots[below]);
        // The distance of two numbers near the ends of Double's range is beyond it; that of their halves is not.
        return below - 1 + (double.IsFinite(to - from) ? (value - from) / (to - from) : (value / 2 - from / 2) / (to / 2 - from / 2));
    }

    private double Quantile(double probability)
    {
        double position = Math.Clamp(probability * knots.Length - 0.5, 0, knots.Length - 1);
        int below = (int)position;
        double above = knots[Math.Min(below + 1, knots.Length - 1)];
        return Between(knots[below], above, position - below);
    }

    private int CountBelow(double value, bool orEqual)
    {
        (int low, int high) = (0, knots.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (knots[middle] < value || (orEqual && knots[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
