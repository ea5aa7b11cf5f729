namespace Ple.MLNet.Models;

/// <summary>What a mixture of mixed columns is: the weights of its components in each class, and of each component a normal for every number and shares for every category.</summary>
/// <param name="layout">Of the rows.</param>
/// <param name="components">K.</param>
/// <param name="logWeights">[class, K]; one class where there is no condition.</param>
/// <param name="means">[slot, K], of scores.</param>
/// <param name="logDeviations">[slot, K], of scores.</param>
/// <param name="logShares">[slot, K], of categories.</param>
internal sealed class MixedMixtureParameters(RowLayout layout, int components, double[] logWeights, double[] means, double[] logDeviations, double[] logShares)
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    private readonly double[] _precisions = Array.ConvertAll(logDeviations, d => Math.Exp(-d)), _constants = Array.ConvertAll(logDeviations, d => d + HalfLogTwoPi);

    public RowLayout Layout => layout;

    public int Components => components;

    public double[] LogWeights => logWeights;

    public double[] Means => means;

    public double[] LogDeviations => logDeviations;

    public double[] LogShares => logShares;

    public static MixedMixtureParameters Empty(RowLayout layout, int components)
    {
        int slots = layout.ValueCount * components;
        return new(layout, components, new double[layout.Classes * components], new double[slots], new double[slots], new double[slots]);
    }

    /// <summary>log of weight times density of each component, given the row's class.</summary>
    /// <returns>log p(values | class): their log-sum-exp.</returns>
    public double LogDensities(ReadOnlySpan<float> row, Span<double> logs)
    {
        LogWeights.AsSpan(Layout.ClassOf(row) * Components, Components).CopyTo(logs);
        foreach (RowField field in Layout.Fields)
        {
            int category = field.CategoryOf(row);
            if (category >= 0)
            {
                ReadOnlySpan<double> shares = LogShares.AsSpan((field.FirstCategory + category) * Components, Components);
                for (int k = 0; k < Components; k++)
                    logs[k] += shares[k];
            }
            if (!field.HasNumber(category))
                continue;
            double value = row[field.Score];
            ReadOnlySpan<double> centres = means.AsSpan(field.Score * Components, Components), precisions = _precisions.AsSpan(field.Score * Components, Components), constants = _constants.AsSpan(field.Score * Components, Components);
            for (int k = 0; k < centres.Length; k++)
            {
                double standard = (value - centres[k]) * precisions[k];
                logs[k] -= standard * standard / 2 + constants[k];
            }
        }
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double log in logs)
            largest = Math.Max(largest, log);
        foreach (double log in logs)
            sum += Math.Exp(log - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>A draw of the values of a row whose class is set.</summary>
    /// <param name="row">[d + c]</param>
    /// <param name="uniforms">1 + 2 for each field, strictly between 0 and 1.</param>
    public void Draw(Span<float> row, ReadOnlySpan<float> uniforms)
    {
        int k = Pick(LogWeights.AsSpan(Layout.ClassOf(row) * Components, Components), stride: 1, Components, uniforms[0]);
        for (int f = 0; f < Layout.Fields.Count; f++)
        {
            RowField field = Layout.Fields[f];
            int category = -1;
            if (field.Categories > 0)
            {
                category = Pick(LogShares.AsSpan(field.FirstCategory * Components + k), Components, field.Categories, uniforms[1 + 2 * f]);
                row[field.FirstCategory + category] = 1;
            }
            if (field.HasNumber(category))
                row[field.Score] = (float)(Means[field.Score * Components + k] + MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, uniforms[2 + 2 * f]) / _precisions[field.Score * Components + k]);
        }
    }

    private static int Pick(ReadOnlySpan<double> logs, int stride, int count, double uniform)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += Math.Exp(logs[i * stride]);
        double left = uniform * sum;
        for (int i = 0; i < count - 1; i++)
        {
            left -= Math.Exp(logs[i * stride]);
            if (left < 0)
                return i;
        }
        return count - 1;
    }
}
