using Microsoft.ML;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Compares generated rows with real rows of two classes.</summary>
/// <param name="real">Columns Features (the oracle's) and Label (the true class).</param>
/// <param name="generated">Columns Features and PredictedLabel.</param>
internal delegate FairnessScores FairnessScoring(MLContext mlContext, IDataView real, IDataView generated, string majority, string minority);
