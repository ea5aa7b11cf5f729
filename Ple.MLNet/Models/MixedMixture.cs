using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>See <see cref="MixedMixtureOptions"/>.</summary>
internal sealed class MixedMixture(RowLayout layout, MixedMixtureOptions options) : RowByRowModel("mixed mixture", layout), ILikelihoodModel
{
    private const int MostComponents = 64, RowsOfComponent = 5;
    private const double HeldOut = 0.25;

    private MixedMixtureParameters _fitted = MixedMixtureParameters.Empty(layout, 1);

    /// <summary>K.</summary>
    public int Components => _fitted.Components;

    public override void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((int)(seed ^ seed >> 32)));
        float[] rows = DrawnRows.Of(Numbers(RowLayout.Join(values, condition)), Layout.RowSize, options.MostRows, random);
        var em = new MixedMixtureEm(Layout, options, cancellationToken);
        int components = Math.Min(options.Components ?? BestComponents(em, rows, random), rows.Length / Layout.RowSize);
        _fitted = em.Fit(rows, components, random);
        if (options.BiasReplicates > 0)
            _fitted = WithoutBias(em, rows, random);
        KeepFitted();
    }

    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        double[] Get(string name, long rows, long columns)
        {
            if (!state.TryGetValue(name, out Tensor? found) || found.dtype != ScalarType.Float64 || !found.shape.AsSpan().SequenceEqual([rows, columns]))
                throw new ArgumentException($"There is no tensor '{name}' of a mixture of such rows.");
            double[] numbers = found.contiguous().data<double>().ToArray();
            return Array.TrueForAll(numbers, double.IsFinite) ? numbers : throw new ArgumentException($"Tensor '{name}' holds a number that is not finite.");
        }
        long components = state.TryGetValue("weights", out Tensor? weights) && weights.dim() == 2 ? weights.shape[1] : 0;
        if (components is < 1 or > 1000)
            throw new ArgumentException("These are no components of a mixture.");
        int slots = Layout.ValueCount;
        _fitted = new(Layout, (int)components, Get("weights", Layout.Classes, components), Get("means", slots, components), Get("deviations", slots, components), Get("shares", slots, components));
        KeepFitted();
    }


    public Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise)
    {
        float[] rows = Numbers(RowLayout.Join(values, condition));
        double[] logs = new double[Components];
        return Reproducible.Copy([.. Enumerable.Range(0, rows.Length / Layout.RowSize).Select(i => (float)_fitted.LogDensities(rows.AsSpan(i * Layout.RowSize, Layout.RowSize), logs))], [rows.Length / Layout.RowSize], CPU);
    }

    protected override int DrawsOfRow => 1 + 2 * Layout.Fields.Count;

    protected override void Draw(Span<float> row, ReadOnlySpan<float> uniforms) => _fitted.Draw(row, uniforms);

    /// <summary>Doubled as long as held-out rows get more likely.</summary>
    private int BestComponents(MixedMixtureEm em, float[] rows, Random random)
    {
        int count = rows.Length / Layout.RowSize, held = (int)(HeldOut * count);
        if (held < 2)
            return 1;
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        float[] Of(IEnumerable<int> some) => [.. some.SelectMany(r => rows[(r * Layout.RowSize)..((r + 1) * Layout.RowSize)])];
        float[] fitted = Of(order.Skip(held)), heldOut = Of(order.Take(held));
        int best = 1;
        double most = double.NegativeInfinity;
        for (int components = 1; components <= MostComponents && components * RowsOfComponent <= count - held; components *= 2)
        {
            double value = em.LogLikelihood(heldOut, em.Fit(fitted, components, random));
            if (value <= most)
                break;
            (best, most) = (components, value);
        }
        return best;
    }

    /// <summary>2 θ - the mean of the estimates from rows of the model itself, of which each begins at θ, so that components keep their places.</summary>
    private MixedMixtureParameters WithoutBias(MixedMixtureEm em, float[] rows, Random random)
    {
        MixedMixtureParameters fitted = _fitted;
        MixedMixtureParameters[] again = [.. Enumerable.Range(0, options.BiasReplicates).Select(_ => em.From(OwnRows(rows, random), fitted))];
        double[] Corrected(Func<MixedMixtureParameters, double[]> part) => [.. part(fitted).Select((value, i) => 2 * value - again.Average(a => part(a)[i]))];
        return new(Layout, fitted.Components, Corrected(p => p.LogWeights), Corrected(p => p.Means), Corrected(p => p.LogDeviations), Corrected(p => p.LogShares));
    }

    private void KeepFitted()
    {
        int slots = Layout.ValueCount;
        Keep(new()
        {
            ["weights"] = Matrix(_fitted.LogWeights, Layout.Classes), ["means"] = Matrix(_fitted.Means, slots), ["deviations"] = Matrix(_fitted.LogDeviations, slots), ["shares"] = Matrix(_fitted.LogShares, slots),
        });
        Tensor Matrix(double[] numbers, long rows) => tensor(numbers, [rows, Components]);
    }
}
