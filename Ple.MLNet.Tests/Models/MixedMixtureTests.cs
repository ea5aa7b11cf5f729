using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Ple.MLNet.Models;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class MixedMixtureTests
{
    /// <summary>A score that counts beside the second category, and another block of two.</summary>
    private static readonly RowLayout _layout = RowLayout.Table(presence: [2], widths: [2, 2], conditionSize: 2);

    /// <summary>Probabilities of a class's rows sum and integrate to 1: the likelihood is exact, absent numbers included.</summary>
    [TestMethod]
    public void TheLikelihoodIsADensity()
    {
        MixedMixtureParameters fitted = new MixedMixtureEm(_layout, new(), default).Fit(Rows(400, seed: 1), 3, new Random(1));
        double[] logs = new double[3];
        for (int of = 0; of < 2; of++)
        {
            double sum = 0;
            for (int other = 0; other < 2; other++)
            {
                sum += Math.Exp(fitted.LogDensities(Row(0, 0, other, of), logs));
                for (double x = -12; x < 12; x += 0.01)
                    sum += 0.01 * Math.Exp(fitted.LogDensities(Row((float)x, 1, other, of), logs));
            }
            Assert.AreEqual(1, sum, 1e-4);
        }
    }

    /// <summary>EM never lowers what it maximises, and finds two clusters where there are two.</summary>
    [TestMethod]
    public void ClustersAreFound()
    {
        float[] rows = Rows(2000, seed: 2);
        double before = double.NegativeInfinity;
        foreach (int iterations in new[] { 1, 3, 10, 30, 100 })
        {
            var em = new MixedMixtureEm(_layout, new() { MaximumIterations = iterations, Tolerance = 0, Starts = 1 }, default);
            double value = em.LogLikelihood(rows, em.Fit(rows, 2, new Random(1)));
            Assert.IsGreaterThan(before - 1e-3, value);
            before = value;
        }
        MixedMixtureParameters two = new MixedMixtureEm(_layout, new(), default).Fit(rows, 2, new Random(1));
        double[] means = [.. two.Means[..2].Order()];
        Assert.AreEqual(-2, means[0], 0.15);
        Assert.AreEqual(2, means[1], 0.15);
    }

    /// <summary>Rows of the mixture have its class's mean, and the share of absent numbers.</summary>
    [TestMethod]
    public void DrawsFollowTheClass()
    {
        float[] rows = Rows(3000, seed: 3);
        MixedMixtureParameters fitted = new MixedMixtureEm(_layout, new(), default).Fit(rows, 2, new Random(1));
        var random = new MersenneTwister(5);
        for (int of = 0; of < 2; of++)
        {
            var made = new List<float>();
            int absent = 0;
            for (int i = 0; i < 4000; i++)
            {
                float[] row = Row(0, 0, 0, of), uniforms = [.. Enumerable.Range(0, 5).Select(_ => (float)random.NextDouble() * 0.999f + 0.0005f)];
                Array.Clear(row, 0, 5);
                fitted.Draw(row, uniforms);
                if (row[1] == 1)
                    absent++;
                else
                    made.Add(row[0]);
                Assert.AreEqual(1f, row[1] + row[2]);
                Assert.AreEqual(1f, row[3] + row[4]);
            }
            float[] real = [.. Enumerable.Range(0, 3000).Select(i => rows[(i * 7)..(i * 7 + 7)]).Where(r => r[5 + of] == 1 && r[2] == 1).Select(r => r[0])];
            Assert.AreEqual(real.Average(), made.Average(), 4 * 2.3 * Math.Sqrt(1.0 / made.Count + 1.0 / real.Length));
            Assert.AreEqual(0.2, absent / 4000.0, 4 * Math.Sqrt(0.2 * 0.8 / 4000) + 4 * Math.Sqrt(0.2 * 0.8 / 1500));
        }
    }

    /// <summary>The variance of a maximum likelihood fit is too small by (n - 1) / n; with the bias taken off it is nearer to the truth, by more than four errors over the fits.</summary>
    [TestMethod]
    public void TheBiasIsTakenOff()
    {
        RowLayout one = RowLayout.Vector(1);
        var (plain, corrected) = (new List<double>(), new List<double>());
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new MersenneTwister(seed);
            using TorchSharp.torch.Tensor rows = TorchSharp.torch.tensor(Enumerable.Range(0, 8).Select(_ => (float)Normal.Sample(random, 0, 1)).ToArray(), [8, 1]);
            plain.Add(LogDeviation(one, rows, replicates: 0, seed));
            corrected.Add(LogDeviation(one, rows, replicates: 40, seed));
        }
        double[] gains = [.. corrected.Zip(plain, (c, p) => c - p)];
        double gain = gains.Average(), error = Math.Sqrt(gains.Sum(g => (g - gain) * (g - gain)) / 59 / 60);
        Assert.IsGreaterThan(4 * error, gain);
        Assert.IsLessThan(0, plain.Average()); // E log s = -.12 for eight rows
        Assert.IsLessThan(Math.Abs(plain.Average()), Math.Abs(corrected.Average()));
    }

    private static double LogDeviation(RowLayout layout, TorchSharp.torch.Tensor rows, int replicates, int seed)
    {
        using GenerativeModel model = new MixedMixtureOptions { Components = 1, BiasReplicates = replicates }.Create(layout, seed);
        var fitted = (ISelfFittingModel)model;
        fitted.Fit(rows, null, seed, default);
        return fitted.State["deviations"].data<double>()[0];
    }

    private static float[] Row(float x, int first, int other, int of) => [first == 1 ? x : 0, first == 0 ? 1 : 0, first, other == 0 ? 1 : 0, other, of == 0 ? 1 : 0, of];

    /// <summary>Two clusters at -2 and 2, of which the second has mostly the second category; class 0 is mostly of the first cluster; a fifth of the numbers is absent.</summary>
    private static float[] Rows(int count, int seed)
    {
        var random = new MersenneTwister(seed);
        return [.. Enumerable.Range(0, count).SelectMany(i =>
        {
            bool second = random.NextDouble() < (i % 2 == 0 ? 0.2 : 0.8);
            return Row((float)Normal.Sample(random, second ? 2 : -2, 1), random.NextDouble() < 0.2 ? 0 : 1, random.NextDouble() < (second ? 0.9 : 0.1) ? 1 : 0, i % 2);
        })];
    }
}
