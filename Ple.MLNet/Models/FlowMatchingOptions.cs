namespace Ple.MLNet.Models;

/// <summary>
/// Shape of a flow matching model (Lipman et al. 2023, arXiv 2210.02747; rectified flow, Liu et al. 2023, arXiv 2209.03003), the diffusion family: a network learns the direction
/// of straight lines from noise to data, and a row follows it from noise in a number of steps. On the data itself, or on the latent numbers of an autoencoder that is trained
/// beside it (<see cref="LatentOf"/>), which suits images. No likelihood. It has no output distribution of its own: on data a draw and a mean are the same row.
/// </summary>
public sealed class FlowMatchingOptions : GenerativeModelOptions
{
    private const int MostSteps = 1000;
    private const double MostGuidance = 20;

    /// <summary>Widths of the network's hidden layers, 1 to 64 of them. Default 128, 128, 128.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [128, 128, 128];

    /// <summary>Steps from noise to a row, 1 to 1000. Default 20.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Default <see cref="FlowMatchingSolver.Heun"/>.</summary>
    public FlowMatchingSolver Solver { get; init; } = FlowMatchingSolver.Heun;

    /// <summary>Weight w of classifier-free guidance (Ho and Salimans 2022, arXiv 2207.12598), 0 to 20, for rows with a condition: the direction is (1 + w) times that of the class less
    /// w times that of no class, which is learnt by leaving out one class of ten. It sharpens classes and takes variety from them. Default 0, none.</summary>
    public double Guidance { get; init; }

    /// <summary>The autoencoder whose latent numbers the flow makes: <see cref="VaeOptions"/>, <see cref="ConvVaeOptions"/>, or a kind of one's own that is an
    /// <see cref="ILatentModel"/>. Both are trained at once; the flow's loss does not reach the autoencoder. Null, the default: the flow makes the data.</summary>
    public GenerativeModelOptions? LatentOf { get; init; }

    /// <summary>That of <see cref="LatentOf"/>, and 0.002 without one.</summary>
    protected internal override double DefaultLearningRate => LatentOf?.DefaultLearningRate ?? 0.002;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => LatentOf is null
        ? new FlowMatching(layout, this, seed)
        : new LatentFlowMatching(layout, LatentOf.Create(layout, seed), this, seed);

    /// <inheritdoc/>
    protected internal override long FewestWeights(RowLayout layout)
        => (LatentOf?.FewestWeights(layout) ?? 0) + HiddenSizes.Zip(HiddenSizes.Skip(1), (inputs, outputs) => (long)inputs * outputs).Sum();

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        VaeOptions.CheckHiddenSizes(HiddenSizes);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Steps, MostSteps);
        if (!Enum.IsDefined(Solver))
            throw new ArgumentOutOfRangeException(nameof(Solver), Solver, "Not a solver.");
        if (!(Guidance is >= 0 and <= MostGuidance))
            throw new ArgumentOutOfRangeException(nameof(Guidance), Guidance, $"Guidance is 0 to {MostGuidance}.");
        if (LatentOf is FlowMatchingOptions or FlowOptions)
            throw new ArgumentException($"{LatentOf.GetType().Name} makes no model with latent numbers: {nameof(LatentOf)} takes an autoencoder.", nameof(LatentOf));
        LatentOf?.Validate();
    }
}
