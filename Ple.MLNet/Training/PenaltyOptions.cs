namespace Ple.MLNet.Training;

/// <summary>The penalty of penalized autophagy estimation (paper eq. 3 to 5).</summary>
public sealed class PenaltyOptions
{
    /// <summary>λ, the weight of the penalty, at least 0; 0 leaves a plain hypernetwork. Default 0.1, the paper's.</summary>
    public double Lambda { get; init; } = 0.1;

    /// <summary>m, synthetic sets for each step, at least 1; each has as many rows as a batch. Default 1.</summary>
    public int SyntheticSets { get; init; } = 1;

    /// <summary>Default <see cref="PenaltyForm.Expectation"/>.</summary>
    public PenaltyForm Form { get; init; } = PenaltyForm.Expectation;

    /// <summary>Default <see cref="PenaltyReduction.Mean"/>.</summary>
    public PenaltyReduction Reduction { get; init; } = PenaltyReduction.Mean;

    /// <summary>True lets the gradient flow through the synthetic rows into the weights that made them. Where draws of the output
    /// distribution are not differentiable (Bernoulli, categories) its mean takes their place. Default false.</summary>
    public bool GradientThroughSamples { get; init; }

    /// <summary>What one weight's difference counts in the penalty of so many weights.</summary>
    internal double Share(long weights) => Reduction == PenaltyReduction.Mean ? 1.0 / weights : 1.0;

    internal void Validate()
    {
        if (!(Lambda >= 0 && double.IsFinite(Lambda)))
            throw new ArgumentOutOfRangeException(nameof(Lambda), Lambda, "The penalty weight λ must be a finite number of at least 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(SyntheticSets, 1);
        if (!Enum.IsDefined(Form))
            throw new ArgumentOutOfRangeException(nameof(Form), Form, "Not a form of the penalty.");
        if (!Enum.IsDefined(Reduction))
            throw new ArgumentOutOfRangeException(nameof(Reduction), Reduction, "Not a reduction of the penalty.");
    }
}
