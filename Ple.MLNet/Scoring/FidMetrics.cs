namespace Ple.MLNet.Scoring;

/// <summary>How far generated rows are from real ones.</summary>
public sealed class FidMetrics
{
    internal FidMetrics()
    {
    }

    /// <summary>Squared Frechet distance of the two sets of features (FID); 0 or more, in squared units of the features. Biased upwards
    /// when rows are few: compare only values from equal numbers of rows.</summary>
    public double Fid { get; internal init; }

    /// <summary>The part of <see cref="Fid"/> that the means add: |m1 - m2|^2.</summary>
    public double MeanTerm { get; internal init; }

    /// <summary>The part of <see cref="Fid"/> that the covariances add: Tr S1 + Tr S2 - 2 Tr (S1 S2)^(1/2). A value within the rounding
    /// error of its computation is given as 0.</summary>
    public double CovarianceTerm { get; internal init; }

    /// <summary>Kernel distance (KID), unbiased at any number of rows and so at times negative; null where the scorer keeps no rows
    /// (<see cref="FidScorerOptions.KernelRows"/> = 0).</summary>
    public double? Kid { get; internal init; }

    /// <summary>Standard error of <see cref="Kid"/> from disjoint subsets of rows; null without KID or with fewer than 4 rows.</summary>
    public double? KidStandardError { get; internal init; }

    /// <summary>Rows that the scorer was fitted on.</summary>
    public long RealRows { get; internal init; }

    /// <summary>Rows that were scored.</summary>
    public long GeneratedRows { get; internal init; }

    /// <summary>Number of features.</summary>
    public int Dimensions { get; internal init; }
}
