namespace Ple.MLNet.Samples.Mixtures;

/// <summary>Which of the two Kullback-Leibler divergences.</summary>
internal enum DivergenceKind
{
    /// <summary>KL(truth || fit), over draws from the truth: punishes a fit that gives real values too little density.</summary>
    TruthToFit,

    /// <summary>KL(fit || truth), over draws from the fit: punishes a fit that makes unreal values.</summary>
    FitToTruth,
}
