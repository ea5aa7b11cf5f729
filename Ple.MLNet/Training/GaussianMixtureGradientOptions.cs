using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Training;

/// <summary>Settings of Gaussian mixtures that are fitted by gradient descent (Adam), directly or by hypernetwork. The defaults are those of
/// the paper's figures 3 and 6 to 9.</summary>
public sealed class GaussianMixtureGradientOptions
{
    /// <summary>Number of Gaussians, 1 or more. Default 1.</summary>
    public int Components { get; init; } = 1;

    /// <summary>Optimiser steps, 1 or more. Default 1000. Directly trained mixtures of few rows are better stopped early, after 300 say.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Learning rate of Adam, above 0. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Rows of a step, from 1 to the rows n of the data: the input set of the hypernetwork, and what the likelihood is taken over.
    /// Null, the default, is all rows for maximum likelihood, and for a hypernetwork half of them, but at least 5 and at most 100.</summary>
    public int? SubsetSize { get; init; }

    /// <summary>Every column is brought to mean 0 and deviation 1 first; the fitted mixture is given in the data's own units all the same.
    /// False is for data of that size already: raw weights start within ±0.35. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Shape of the hypernetwork. Default: three layers of 8 before and three after the mean over the rows. Its <see cref="HypernetworkOptions.HeadMoments"/> are of no account:
    /// moments are kept in full.</summary>
    public HypernetworkOptions Hypernetwork { get; init; } = new() { HiddenSizes = [8, 8, 8], OuterSizes = [8, 8, 8], HeadScale = 0.2 };

    /// <summary>The penalty of PLE, for a hypernetwork. Default λ = 0.1 with two synthetic sets for each step.</summary>
    public PenaltyOptions Penalty { get; init; } = new() { SyntheticSets = 2 };

    /// <summary>Seed of initial weights, subsets and synthetic rows. Null, the default, takes the MLContext's; without one, as for
    /// <see cref="GaussianMixtureReplicates"/>, 0.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be a finite number above 0.");
        if (SubsetSize is { } size)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(SubsetSize));
        ArgumentNullException.ThrowIfNull(Hypernetwork);
        ArgumentNullException.ThrowIfNull(Penalty);
        Hypernetwork.Validate();
        Penalty.Validate();
    }

    /// <summary>Rows of a step for data of <paramref name="count"/> rows.</summary>
    internal int RowsOfStep(EstimationMethod method, int count)
        => Math.Min(count, SubsetSize ?? (method == EstimationMethod.Hypernetwork ? Math.Clamp(count / 2, 5, 100) : count));

    /// <summary>The model of a replicate before its first step; the initial weights of replicates differ.</summary>
    internal GaussianMixtureModel CreateModel(int dimension, int seed, int replicate) => new(Components, dimension, Seeds.Derive(seed, SeedPurpose.InitialWeights, replicate));

    internal static int HypernetworkSeed(int seed, int replicate) => Seeds.Derive(seed, SeedPurpose.InitialHypernetwork, replicate);
}
