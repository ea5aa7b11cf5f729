using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Distributions;

/// <summary>The families of distributions that a saved model may name.</summary>
internal static class FamilyKinds
{
    public static KindRegistry<DistributionFamily> Known { get; } = new KindRegistry<DistributionFamily>("family of distributions")
        .WithOwn("exponential", () => new ExponentialFamily())
        .WithOwn("gaussian", () => new GaussianFamily())
        .WithOwn("gaussian-known-mean", () => new GaussianKnownMeanFamily())
        .WithOwn("gaussian-variance", () => new GaussianVarianceFamily())
        .WithOwn("geometric", () => new GeometricFamily())
        .WithOwn("laplace", () => new LaplaceFamily())
        .WithOwn("one-sided-uniform", () => new OneSidedUniformFamily())
        .WithOwn("pareto", () => new ParetoFamily())
        .WithOwn("poisson", () => new PoissonFamily());
}
