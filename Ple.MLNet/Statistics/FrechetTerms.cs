namespace Ple.MLNet.Statistics;

/// <summary>A squared Frechet distance as the sum of what the means and what the covariances add to it.</summary>
internal readonly record struct FrechetTerms(double Mean, double Covariance)
{
    public double Distance => Mean + Covariance;
}
