namespace Ple.MLNet.Models;

/// <summary>Expectation maximisation of <see cref="MixedMixtureParameters"/>.</summary>
/// <param name="layout">Of the rows.</param>
/// <param name="options">When to stop.</param>
/// <param name="cancellation">Looked at in each iteration.</param>
internal sealed class MixedMixtureEm(RowLayout layout, MixedMixtureOptions options, CancellationToken cancellation)
{
    /// <summary>Rows with the values of all that each component has seen beside its own: no share and no deviation becomes 0.</summary>
    private const double PriorRows = 1;
    private const double LeastMass = 1e-3, Tiny = 1e-9;
    private const int ShortRun = 5;

    private readonly int _classes = layout.Classes;

    /// <summary>From several random starts the best, run to its end.</summary>
    /// <param name="rows">[n, d + c], row after row.</param>
    /// <param name="components">K, at most n.</param>
    /// <param name="random">Of the starts.</param>
    public MixedMixtureParameters Fit(float[] rows, int components, Random random)
    {
        MixedMixtureParameters? best = null;
        double most = double.NegativeInfinity;
        for (int start = 0; start < (components == 1 ? 1 : options.Starts); start++)
        {
            (MixedMixtureParameters run, double value) = Iterate(rows, Start(rows, components, random), ShortRun);
            if (value > most)
                (best, most) = (run, value);
        }
        return Iterate(rows, best!, options.MaximumIterations).Parameters;
    }

    /// <summary>On from where a fit stands.</summary>
    public MixedMixtureParameters From(float[] rows, MixedMixtureParameters start) => Iterate(rows, start, options.MaximumIterations).Parameters;

    /// <summary>Mean log-likelihood of a row given its class, in nats.</summary>
    public double LogLikelihood(float[] rows, MixedMixtureParameters parameters)
    {
        double[] logs = new double[parameters.Components];
        double sum = 0;
        for (int i = 0; i < rows.Length; i += layout.RowSize)
            sum += parameters.LogDensities(rows.AsSpan(i, layout.RowSize), logs);
        return sum / (rows.Length / layout.RowSize);
    }

    private (MixedMixtureParameters Parameters, double Value) Iterate(float[] rows, MixedMixtureParameters start, int iterations)
    {
        Sums all = Sum(rows, Empty(1), isWhole: true).Sums;
        (MixedMixtureParameters parameters, double previous) = (start, double.NegativeInfinity);
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            (Sums sums, double value) = Sum(rows, parameters, isWhole: false);
            parameters = Maximise(sums, all, parameters.Components);
            if (value - previous < options.Tolerance && iteration > 0)
                return (parameters, value);
            previous = value;
        }
        return (parameters, previous);
    }

    private MixedMixtureParameters Empty(int components) => MixedMixtureParameters.Empty(layout, components);

    /// <summary>Expected sums over rows; with <paramref name="isWhole"/> each row counts whole for the one component.</summary>
    private (Sums Sums, double Value) Sum(float[] rows, MixedMixtureParameters parameters, bool isWhole)
    {
        int components = parameters.Components, width = layout.RowSize;
        var sums = new Sums(_classes, layout.ValueCount, components);
        double[] logs = new double[components];
        double total = 0;
        for (int start = 0; start < rows.Length; start += width)
        {
            ReadOnlySpan<float> row = rows.AsSpan(start, width);
            if (isWhole)
                logs[0] = 1;
            else
            {
                double value = parameters.LogDensities(row, logs);
                total += value;
                for (int k = 0; k < components; k++)
                    logs[k] = Math.Exp(logs[k] - value);
            }
            sums.Add(layout, row, logs);
        }
        return (sums, total / (rows.Length / width));
    }

    private MixedMixtureParameters Maximise(Sums sums, Sums all, int components)
    {
        double[] weights = new double[_classes * components], means = new double[layout.ValueCount * components], deviations = new double[means.Length], shares = new double[means.Length];
        for (int c = 0; c < _classes; c++)
        {
            double mass = 0;
            for (int k = 0; k < components; k++)
                mass += sums.Weights[c * components + k];
            for (int k = 0; k < components; k++)
                weights[c * components + k] = Math.Log((sums.Weights[c * components + k] + PriorRows / components) / (mass + PriorRows));
        }
        foreach (RowField field in layout.Fields)
        {
            double of = Enumerable.Range(field.FirstCategory, field.Categories).Sum(slot => all.Masses[slot]);
            for (int k = 0; k < components; k++)
            {
                double mass = 0;
                for (int c = 0; c < field.Categories; c++)
                    mass += sums.Masses[(field.FirstCategory + c) * components + k];
                for (int c = 0; c < field.Categories; c++)
                {
                    int slot = field.FirstCategory + c, here = slot * components + k;
                    shares[here] = Math.Log((sums.Masses[here] + PriorRows * (all.Masses[slot] + LeastMass) / (of + LeastMass * field.Categories)) / (mass + PriorRows));
                }
                if (field.Score < 0)
                    continue;
                int at = field.Score * components + k;
                double wholeMass = Math.Max(Tiny, all.Masses[field.Score]), wholeMean = all.Means[field.Score] / wholeMass, wholeSquare = Math.Max(Tiny, all.Squares[field.Score] / wholeMass - wholeMean * wholeMean);
                double rows = sums.Masses[at], own = rows > LeastMass ? sums.Means[at] / rows : wholeMean, spread = Math.Max(0, sums.Squares[at] - rows * own * own);
                means[at] = own;
                deviations[at] = Math.Log((spread + PriorRows * wholeSquare) / (rows + PriorRows)) / 2;
            }
        }
        return new(layout, components, weights, means, deviations, shares);
    }

    /// <summary>Components around single rows, half theirs and half those of all.</summary>
    private MixedMixtureParameters Start(float[] rows, int components, Random random)
    {
        Sums all = Sum(rows, Empty(1), isWhole: true).Sums;
        MixedMixtureParameters one = Maximise(all, all, 1);
        if (components == 1)
            return one;
        int width = layout.RowSize;
        double[] weights = new double[_classes * components], means = new double[layout.ValueCount * components], deviations = new double[means.Length], shares = new double[means.Length];
        Array.Fill(weights, -Math.Log(components));
        int[] order = [.. Enumerable.Range(0, rows.Length / width)];
        random.Shuffle(order);
        for (int k = 0; k < components; k++)
        {
            ReadOnlySpan<float> row = rows.AsSpan(order[k] * width, width);
            foreach (RowField field in layout.Fields)
            {
                int category = field.CategoryOf(row);
                for (int c = 0; c < field.Categories; c++)
                    shares[(field.FirstCategory + c) * components + k] = Math.Log(Math.Exp(one.LogShares[field.FirstCategory + c]) / 2 + (c == category ? 0.5 : Tiny));
                if (field.Score < 0)
                    continue;
                means[field.Score * components + k] = field.HasNumber(category) ? row[field.Score] : one.Means[field.Score];
                deviations[field.Score * components + k] = one.LogDeviations[field.Score];
            }
        }
        return new(layout, components, weights, means, deviations, shares);
    }

    /// <summary>Of a number its mass is where it counts.</summary>
    private sealed class Sums(int classes, int slots, int components)
    {
        public double[] Weights { get; } = new double[classes * components];

        public double[] Masses { get; } = new double[slots * components];

        public double[] Means { get; } = new double[slots * components];

        public double[] Squares { get; } = new double[slots * components];

        public void Add(RowLayout layout, ReadOnlySpan<float> row, double[] shares)
        {
            int of = layout.ClassOf(row) * components;
            for (int k = 0; k < components; k++)
                Weights[of + k] += shares[k];
            foreach (RowField field in layout.Fields)
            {
                int category = field.CategoryOf(row);
                for (int k = 0; category >= 0 && k < components; k++)
                    Masses[(field.FirstCategory + category) * components + k] += shares[k];
                if (!field.HasNumber(category))
                    continue;
                int at = field.Score * components;
                double value = row[field.Score];
                for (int k = 0; k < components; k++)
                {
                    Masses[at + k] += shares[k];
                    Means[at + k] += shares[k] * value;
                    Squares[at + k] += shares[k] * value * value;
                }
            }
        }
    }
}
