using Microsoft.ML;

namespace Ple.MLNet.Classifiers;

/// <summary>A classifier to be tried.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Estimator">From the columns of the table to Probability (Single); it is trained on the Boolean column <see cref="BestClassifierOptions.TargetColumnName"/>.</param>
public sealed record ClassifierCandidate(string Name, IEstimator<ITransformer> Estimator);
