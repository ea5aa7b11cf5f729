using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Words and transforms of two-class probabilities.</summary>
internal static class Probability
{
    /// <summary>The model, then its probability under another prevalence than it was fitted to (Saerens et al. 2002), then the label by one half.</summary>
    public static TransformerChain<ITransformer> WithPrior(MLContext mlContext, ITransformer model, IDataView input, double fitted, double prevalence)
    {
        IDataView scored = model.Transform(input);
        string positive = Number(prevalence / fitted), negative = Number((1 - prevalence) / (1 - fitted));
        ExpressionTransformer shift = mlContext.Transforms.Expression(ScoredColumns.Probability, $"(p) => p * {positive} / (p * {positive} + (1 - p) * {negative})", ScoredColumns.Probability).Fit(scored);
        return new(model, shift, mlContext.Transforms.Expression(ScoredColumns.PredictedLabel, "(p) => p >= 0.5f", ScoredColumns.Probability).Fit(shift.Transform(scored)));
    }

    /// <summary>As the expressions of ML.NET take it.</summary>
    public static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture) + "f";
}
