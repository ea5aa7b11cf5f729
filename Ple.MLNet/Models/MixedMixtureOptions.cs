namespace Ple.MLNet.Models;

/// <summary>
/// A mixture for mixed columns (latent class analysis; McLachlan and Peel 2000), fitted by expectation maximisation: in each component the columns are independent, numbers normal in their normal scores,
/// categories, missing values and frequent single numbers by their shares. Its likelihood is exact, its conditionals (the class given, or any other) are closed forms. Fitted in seconds.
/// </summary>
/// <remarks>It fits itself: no steps and no hypernetwork. The penalty of PLE has for it the form that it has for families, a correction of the bias of the estimate: <see cref="BiasReplicates"/>.</remarks>
public sealed class MixedMixtureOptions : GenerativeModelOptions
{
    /// <summary>Components, 1 to 1,000. Null, the default: 1, 2, 4 ... 64, as long as rows that are set apart get more likely.</summary>
    public int? Components { get; init; }

    /// <summary>Most iterations of EM, 1 to 100,000. Default 200.</summary>
    public int MaximumIterations { get; init; } = 200;

    /// <summary>EM stops when the mean log-likelihood of a row rises by less, 0 or more. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Random starts, the best of which is taken, 1 to 100. Default 3.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Replicates of the parametric bootstrap by which the estimate's bias is taken off (the closed form of PLE with λ to infinity: θ + θ - the mean estimate of the model's own rows, each from this start), 0
    /// for none to 1,000. Default 0.</summary>
    public int BiasReplicates { get; init; }

    /// <summary>Most training rows, 10 to 1,000,000; of more as many are drawn. Default 20,000.</summary>
    public int MostRows { get; init; } = 20_000;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => new MixedMixture(layout, this);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        Check(Components ?? 1, 1, 1000, nameof(Components));
        Check(MaximumIterations, 1, 100_000, nameof(MaximumIterations));
        Check(Starts, 1, 100, nameof(Starts));
        Check(BiasReplicates, 0, 1000, nameof(BiasReplicates));
        Check(MostRows, 10, 1_000_000, nameof(MostRows));
        if (!(Tolerance >= 0 && double.IsFinite(Tolerance)))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance is 0 or more.");
    }

    private static void Check(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
