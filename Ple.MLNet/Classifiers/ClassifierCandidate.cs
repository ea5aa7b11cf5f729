using Microsoft.ML;

namespace Ple.MLNet.Classifiers;

/// <summary>A classifier to be tried.</summary>
/// <param name="Name">In the report.</param>
/// <param name="Estimator">From the columns of the table to Probability (Single), or with more than two classes to Score, a probability for each, and PredictedLabel (key); it is trained on the column <see cref="BestClassifierOptions.TargetColumnName"/>.</param>
public sealed record ClassifierCandidate(string Name, IEstimator<ITransformer> Estimator);
